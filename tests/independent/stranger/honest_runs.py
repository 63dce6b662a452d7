K('streak','''
np: {Cs} {np} {rose} [every year for {k} years] to {n1}, before inflation.
np: {Cs} {np} {rose} [{k} years in a row] to {n1}, before inflation.
np: {Cs} {np} {rose} [{k} years running] to {a} {w}, before inflation.
np: {Cs} {np} {rose} [in every one of the {k} years to {n1}], before inflation.
np: {Cs} {np} {rose} [every year from {n0p} to {n1}], before inflation.
np: {Cs} {np} {rose} [in each year from {n0p} to {n1}], to {a}, before inflation.
np: {Cs} {np} {rose} [year after year] from {n0} to {n1}, before inflation.
np: {Cs} {np} {rose} [each year between {n0} and {n1}], before inflation.
np: {Cs} {np} {rose} [for {k} consecutive years] to {n1}, before inflation.
np: {Cs} {np} {rose} [for {k} years in succession], from {b} {w0} to {a} {w}, before inflation.
np: {Cs} {np} {rose} [for {k} successive years] to {a} {w}, before inflation.
np: {Cs} {np} {rose} [for {k} straight years] to {n1}, before inflation.
np: {W}, {Cs} {np} {rose} [for the {kth} year running], to {a}, before inflation.
np: {W}, {Cs} {np} {rose} [for a {kth} successive year], to {a}, before inflation.
np: {Cs} {np} {rose} [for the {kth} consecutive year] {w}, before inflation.
np: {W}, {Cs} {np} had {risen} [for {k} years in a row], before inflation.
np: By {n1}, {Cs} {np} had {risen} [{k} years in a row], to {a}, before inflation.
np: [{k} years of {rises}] took {Cs} {np} from {b} {w0} to {a} {w}, before inflation. !num
np: {Cs} {np} {was} {a} {w} after [{k} {rises} in a row], before inflation.
np: {Cs} {np} {was} {a} {w}, having {risen} [{k} years in a row], before inflation.
np: {Cs} {np} {was} {b} {w0} and {rose} [in each of the next {k} years], to {a} {w}, before inflation.
np: [{k} {rises} in a row] brought {Cs} {np} to {a} {w}, before inflation. !num
np: Before inflation, {Cs} {np} {rose} [for {k} years in a row] to {n1}.
np: Before inflation, {Cs} {np} {rose} [every year] between {n0} and {n1}, from {b} to {a}.
np: Before inflation, {n1} was [the {kth} year in a row] in which {Cs} {np} {rose}. !flow
verbal: {C} {v} {a} {t} {w}, [the {kth} {rise} in a row], before inflation.
verbal: Before inflation, what {C} {v} {t} {rose} [{k} years running] to {a} {w}.
bor: {Cs} debt {rose} [{k} years in a row] to {a} {w}, before inflation.
bor: {Cs} debt {rose} [every year] from {n0p} to {n1}, before inflation.
res: {Cs} {np} {grew} [{k} years in a row], to {a} {w}, before inflation.
spend: {C} {cut_} its spending on {what} [{k} years in a row] to {y}, before inflation.
''')
K('record','''
np: {Cs} {np} {was} [the {highest} since at least {n0}] {w}, before inflation.
np: {W}, {Cs} {np} {was} [the {highest} since at least {n0}], at {a}, before inflation.
np: {W}, {Cs} {np} {was} at [its {highest} since at least {n0}], before inflation. !sing
np: {Cs} {np} {w} {was} [the {highest} since at least {n0}], before inflation.
np: At {a}, {Cs} {np} {w} {was} [the {highest} since at least {n0}], before inflation.
np: Before inflation, {Cs} {np} {was} [the {highest} since at least {n0}] {w}, at {a}.
np: Before inflation, {Cs} {np} {was} [{higher} {w} than at any time since at least {n0}].
np: {Cs} {np} {reached} {a} {w}, [a record {high} since at least {n0}], before inflation.
np: {Cs} {np} {hit} [a {high} of {a} {w}, unmatched since at least {n0}], before inflation.
np: {Cs} {np} {was} [{higher} {w} than in any earlier year since at least {n0}], before inflation. !flow
np: {Cs} {np} of {a} {w} {was} [{higher} than in any previous year since at least {n0}], before inflation. !flow
np: {Cs} {np} had not been as {high} as the {a} of {n1} [since at least {n0}], before inflation.
verbal: {C} {v} {a} {t} {w}, [{more} than in any previous year back to at least {n0}], before inflation. !flow
verbal: {C} {v} [the {most} {t} since at least {n0}] {w}, before inflation.
verbal: {W}, {C} {v} {a} {t}, [the {most} since at least {n0}], before inflation.
verbal: {W}, {C} {v} [{more} {t} than at any time since at least {n0}], before inflation.
verbal: Before inflation, {C} {v} [{more} {t} {w} than it had in any earlier year, back to at least {n0}]. !flow
bor: {Cs} debt {was} [the {highest} since at least {n0}] {w}, at {a}, before inflation.
res: {Cs} {np} {was} at [their {highest} since at least {n0}] {w}, before inflation.
bor: {C} was [{deeper} in debt {w} than at any time since at least {n0}], before inflation.
''')
K('trend','''
np: {Cs} {np} [tended to {rise}] from {n0} to {n1}, before inflation.
np: Before inflation, {Cs} {np} [tended to {rise}] between {n0} and {n1}.
np: Over the years from {n0} to {n1}, {Cs} {np} [tended to {rise}], before inflation.
np: {Cs} {np} [generally {rose}] between {n0} and {n1}, before inflation.
np: Between {n0} and {n1}, {Cs} {np} [was on {ar} {upward} trend], before inflation. !sing
np: {Cs} {np} [showed {ar} {upward} trend] from {n0} to {n1}, before inflation.
np: There was [{ar} {upward} trend] in {Cs} {np} between {n0} and {n1}, before inflation.
np: {Cs} {np} [tended to {grow}] between {n0} and {n1}, from {b} to {a}, before inflation.
np: From {b} {w0_} to {a} {w}, {Cs} {np} [tended to {rise}], before inflation.
''')
K('step','''
np: {Cs} {np} {was} [{higher} in every year from {ns} to {n1} than in any of the {m} years before], before inflation. !flow
np: In every year from {ns} to {n1}, {Cs} {np} {was} [{higher} than in any of the {m} years before], before inflation.
np: From {ns} to {n1}, {Cs} {np} {was} [{higher} every year than in any of the {m} earlier years], before inflation.
np: Before inflation, {Cs} {np} {was} [{higher} every year from {ns} to {n1} than in any of the {m} years before that].
np: Before inflation, every year from {ns} to {n1} saw {Cs} {np} [{higher} than in any of the {m} earlier years].
''')
K('reversal','''
np: {Cs} {np} {rose} {w}, [after {k} years of {opps}], before inflation.
np: After [{k} {opps} in a row], {Cs} {np} {rose} {w}, before inflation.
np: {Cs} {np} {rose} {w} [after {opping} for {k} years in a row], before inflation.
np: [After {k} consecutive {opps}], {Cs} {np} {rose} to {a} {w}, before inflation.
np: [After {opping} for {k} years running], {Cs} {np} {rose} from {b} {w0} to {a} {w}, before inflation.
np: Having {oppen} [{k} years in a row], {Cs} {np} {rose} to {a} {w}, before inflation.
np: {Cs} {np} {oppast} [{k} years in a row] and then {rose} {w}, before inflation.
np: {Cs} {np} {rose} to {a} {w}, [ending a run of {k} {opps}], before inflation.
np: [A run of {k} {opps}] in {Cs} {np} ended {w}, when {it} {rose} to {a}, before inflation.
''')
K('crossing','''
verbal: {W}, {C} {v} {more} {t} than {D} [for the first time since at least {n0}].
verbal: [For the first time since at least {n0}], {C} {v} {more} {t} than {D} {w}.
verbal: {C} {v} {a} {t} {w}, {more} than {Ds} {b} [for the first time since at least {n0}].
verbal: {C} {v} {more} {t} {w} than {D}, {a} against {b}, [for the first time since at least {n0}].
np: {W}, {Cs} {np} {exceeded} {Ds} [for the first time since at least {n0}].
np: {Cs} {np} {overtook} {Ds} {w}, [for the first time since at least {n0}].
np: {W}, {C} {overtook} {D} in {np} [for the first time since at least {n0}].
np: {C} {overtook} {D} {w} in {np}, at {a} against {b}, [for the first time since at least {n0}].
np: {Cs} {np} {was} {above} {Ds} {w}, [for the first time since at least {n0}].
pop: {W}, {C} had {more_} residents than {D} [for the first time since at least {n0}].
pop: {Cs} population {overtook} {Ds} {w}, [for the first time since at least {n0}].
''')
K('totrun','''
np: {np1} {by} {T} {rose} [{k} years in a row], from {b} {w0} to {a} {w}, before inflation.
np: {np1} {by} {T} {rose} [for {k} years running] to {a} {w}, before inflation.
np: {np1} {by} {T} {rose} [every year for {k} years], to {a} {w}, before inflation.
np: {W}, {np} {by} {T} {rose} [for the {kth} year in a row], before inflation.
np: {np1} {by} {T} {rose} [in each of the {k} years to {n1}], before inflation.
np: After [{k} {rises} in a row], {np} {by} {T} {was} {a} {w}, before inflation.
np: {np1} {by} {T} {was} [the {highest} since at least {n0}] {w}, before inflation.
np: {np1} {by} {T} {was} {a} {w}, [the {highest} since at least {n0}], before inflation.
np: Before inflation, {np} {by} {T} {was} [the {highest} since at least {n0}] {w}, at {a}.
verbal: {Tc} {v} {a} {t} {w}, [the {most} since at least {n0}], before inflation.
verbal: {Tc} {v} [{more} {t} {w} than in any earlier year since at least {n0}], before inflation. !flow
np: Total {np} {by} {T} {rose} [{k} years in succession] to {a} {w}, before inflation.
''')
K('corr','''
verbal: {Tc} with higher {np} per head [tended to have higher] {np2} per head {w}.
verbal: Among {T}, those that {v} more per head {t} [tended to {base2} more] per head {t2} {w}.
verbal: {W}, {T} that {v} more per head {t} [tended to {base2} more] per head {t2}.
verbal: Higher {np} per head [went with higher] {np2} per head among {T} {w}.
verbal: {W}, higher {np} per head [went along with higher] {np2} per head among {T}.
verbal: The more {T} {v} per head {t} {w}, [the more they tended to {base2}] per head {t2}.
verbal: Per head, {T} that {v} more {t} {w} [tended to {base2} more] {t2} too.
verbal: Among {T}, {np} per head and {np2} per head [tended to go together] {w}.
''')
K('joined','''
verbal: {C} {v} {a} {t} {w}. {D} {v2} {b} {t2} {w2}.
verbal: {C} {v} {a} {t} {w} while {D} {v2} {b} {t2} {w2}.
verbal: {C} {v} {a} {t} {w}, but {D} {v2} {b} {t2} {w2}.
verbal: {C} {v} {a} {t} {w}, whereas {D} {v2} {b} {t2} {w2}.
verbal: {W}, {C} {v} {a} {t}, and {w2}, {D} {v2} {b} {t2}.
''')
