K('fromto','''
np: {Cs} {np} {rose} from {b} {w0} to {a} {wb}{bi}.
np: {Cs} {np} {wentup} from {b} {w0} to {a} {w}{bi}.
np: {Cs} {np} {came} from {b} {w0} to {a} {w}{bi}.
np: {W}, {Cs} {np} {was} {a}, {jump} from {b} {w0}{bi}.
np: {Cs} {np} {was} {a} {w}, {jump} from {b} {w0}{bi}.
np: {Cs} {np} stood at {a} {w}, compared with {b} {w0}{bi}.
np: {Cs} {np} {was} {b} {w0}; by {n1} it had {wentf} to {a}{bi}. !sing
np: {Cs} {np} {was} {b} {w0} and {a} {w}{bi}.
np: {W0}, {Cs} {np} {was} {b}; {w}, {a}{bi}.
np: {W}, {Cs} {np} came to {a}, as against {b} {w0}{bi}.
np: {Cs} {np} {w} {was} {a}, {higher} than the {b} {w0}{bi}.
np: Having been {b} {w0}, {Cs} {np} {rose} to {a} {w}{bi}.
np: {Cs} {np} {rose} to {a} {w}, having been {b} {w0}{bi}.
np: {Cs} {np}, which {was} {b} {w0}, {rose} to {a} {w}{bi}.
np: There was {a_rise} in {Cs} {np}, from {b} {w0} to {a} {w}{bi}.
np: {Cs} {np} saw {a_rise} from {b} {w0} to {a} {w}{bi}.
np: {np1} in {C} {rose} from {b} {w0} to {a} {w}{bi}.
np: {np1} at {C} {wentup} from {b} to {a} between {n0} and {n1}{bi}.
np: {Cs} {np} {moved_} from {b} {w0} to {a} {w}{bi}.
np: {Cs} {np} had {grown} to {a} by {n1}, from {b} {w0}{bi}.
np~m: {Cs} {np} {rose} to {a} {w} from {b} {w0}{bi}.
np~f: {Cs} {np} {rose} from {b} {w0} to {a} {w}{bi}.
verbal: {C} {v} {a} {t} {w}, as against {b} {w0}{bi}.
verbal: {C} {v} {a} {t} {w}, where it had {pp} {b} {w0}{bi}.
verbal: {C} {v} {a} {t} {w}, having {pp} {b} {w0}{bi}.
verbal: {C}, which {v} {b} {t} {w0}, {v} {a} {w}{bi}.
verbal: {C} {v} {b} {t} {w0}, but {a} {w}{bi}.
verbal: {C} {v} {b} {t} {w0}, rising to {a} {w}{bi}. !up
verbal: {C} {v} {b} {t} {w0}, falling to {a} {w}{bi}. !down
verbal: {C} {v} {b} {t} {w0}. {W}, it {v} {a}{bi}.
verbal: {W0}, {C} {v} {b} {t}. {W}, the figure was {a}{bi}.
verbal: {W}, {C} {v} {a} {t}, compared with {b} {w0}{bi}.
verbal: {W}, {C} {v} {a} {t}, {up} from {b} {w0}{bi}.
verbal: What {C} {v} {t} {rose} from {b} {w0} to {a} {w}{bi}.
verbal: The amount {C} {v} {t} {rose} from {b} {w0} to {a} {w}{bi}.
verbal: {C} {v} {more} {t} {w}, {a}, than {w0}, {b}{bi}.
verbal: While {C} {v} {b} {t} {w0}, it {v} {a} {w}{bi}.
spend: {C} {raised} its spending on {what} from {b} {w0} to {a} {w}{bi}.
spend: {C} {cut_} its spending on {what} from {b} {w0} to {a} {w}{bi}.
spend: {C} {cut_} spending on {what} to {a} {w}, from {b} {w0}{bi}.
spend: The cost of {what} to {C} {rose} from {b} {w0} to {a} {w}{bi}.
spend: {What} cost {C} {a} {w}, {up} from {b} {w0}{bi}.
spend: Annual spending on {what} by {C} {rose} from {b} to {a} between {y0} and {y}{bi}.
bor: {Cs} debt {rose} from {b} {w0} to {a} {w}{bi}.
bor: {C} was {b} in debt {w0} and {a} {w}{bi}.
bor: {C} had {b} of debt {w0}; by {n1}, it had {a}{bi}.
bor: {Cs} debts {climbed} to {a} by {n1}, from {b} {w0}{bi}.
bor: {C} {cut_} its borrowing from {b} {w0} to {a} {w}{bi}.
res: {C} {mounted} its {np} from {b} {w0} to {a} {w}{bi}.
res: {C} had {b} {t} {w0} and {a} {w}{bi}.
res: {W}, {C} had {a} {t}, {up} from {b} {w0}{bi}.
int: {Cs} interest bill {rose} from {b} {w0} to {a} {w}{bi}.
pop: {Cs} population was {a} {w}, {up} from {b} {w0}.
pop: Between {n0} and {n1}, {Cs} population {rose} from {b} to {a}.
pop: {C} had {b} residents {w0} and {a} {w}.
pop: {C} had {a} residents {w}, compared with {b} {w0}.
pop: The number of people in {C} {rose} from {b} {w0} to {a} {w}.
pop: {C} {grew} from {b} people {w0} to {a} {w}.
bandd: {C} {raised} its own Band D council tax from {b} {w0} to {a} {w}{bi}. !up
bandd: {Cs} own Band D council tax was {a} {w}, {up} from {b} {w0}{bi}.
bandd: {W}, {C} set its own Band D council tax at {a}, compared with {b} {w0}{bi}.
bandd: {Cs} own Band D council tax went from {b} {w0} to {a} {w}{bi}.
area: {W}, the average Band D bill in {C} was {a}, {up} from {b} {w0}, all precepts included{bi}.
area: All precepts included, the average Band D bill in {C} {rose} from {b} {w0} to {a} {w}{bi}.
area: Average Band D council tax in {C}, all precepts included, was {b} {w0} and {a} {w}{bi}.
ctr: {Cs} council tax requirement was {a} {w}, {up} from {b} {w0}{bi}.
''')
K('fromto1','''
verbal: {C} {v} {b} {t} {w0} and {a} the year after.
verbal: {C} {v} {b} {t} {w0} and {a} the following year.
verbal: {C} {v} {a} {t} {w}, {up} from {b} the year before.
verbal: {C} {v} {a} {t} {w}, {up} from {b} a year earlier.
verbal: {W}, {C} {v} {a} {t}, {up} from {b} the previous year.
verbal: {C} {v} {a} {t} {w}, as against {b} a year earlier.
verbal: {C} {v} {more} {t} {w} than the year before: {a} against {b}.
verbal: {C} {v} {a} {t} {w}, {more} than the {b} it {v} the year before.
verbal: {C} {v} {a} {t} {w}, having {pp} {b} the year before.
verbal: A year after it {v} {b} {t}, {C} {v} {a} {w}.
np: {Cs} {np} {was} {a} {w}, {up} from {b} a year earlier.
np: {Cs} {np} {rose} to {a} {w}, from {b} the year before.
np: {Cs} {np} {was} {b} {w0} and {a} a year later.
np: {W}, {Cs} {np} {was} {a}, compared with {b} the previous year.
np: {Cs} {np} {rose} within a year from {b} to {a} {w}.
bal: {Cs} {np} {rose} from {b} to {a} over the year to {n1}.
bal: In the 12 months to {n1}, {Cs} {np} {rose} from {b} to {a}.
bal: {Cs} {np} {was} {b} at the start of {y} and {a} at the end.
bal: During {y}, {Cs} {np} {rose} from {b} to {a}.
bal: {C} began {y} with {np} of {b} and ended it with {a}.
spend: {What} cost {C} {a} {w}, compared with {b} the year before.
pop: {Cs} population was {a} {w}, {up} from {b} the year before.
bandd: {C} set its own Band D council tax at {a} {w}, {up} from {b} the year before.
area: The average Band D bill in {C} was {a} {w}, {up} from {b} the year before, all precepts included.
''')
K('fromtoN','''
np: In the {k} years to {n1}, {Cs} {np} {rose} from {b} to {a}{bi}.
np: {Cs} {np} {rose} from {b} to {a} over the {k} years to {n1}{bi}.
np: {Cs} {np} {rose} in {k} years from {b} to {a} {w}{bi}.
np: Over {k} years, {Cs} {np} {rose} from {b} {w0} to {a} {w}{bi}.
np: {K} years after standing at {b}, {Cs} {np} {was} {a} {w}{bi}.
np: {Cs} {np} {was} {a} {w}, {up} from {b} {k} years earlier{bi}.
np: {W}, {Cs} {np} {was} {a}; {k} years earlier it had been {b}{bi}. !sing
np: {Cs} {np} {rose} from {b} {w0} to {a} {w}, before allowing for inflation.
np: Without adjusting for inflation, {Cs} {np} {rose} from {b} {w0} to {a} {w}.
np: In cash terms, before inflation, {Cs} {np} {rose} from {b} {w0} to {a} {w}.
np: Before inflation is taken into account, {Cs} {np} {rose} from {b} to {a} between {n0} and {n1}.
verbal: {C} {v} {a} {t} {w}, {up} from {b} {k} years earlier{bi}.
verbal: {C} {v} {a} {t} {w}, compared with {b} {k} years previously{bi}.
verbal: {W}, {C} {v} {a} {t}, as against {b} {k} years earlier{bi}.
verbal: {C} {v} {b} {t} {w0} and, {k} years on, {a}{bi}.
verbal: {C} {v} {more} {t} {w} than {k} years earlier: {a} against {b}{bi}.
verbal: {W0}, {C} {v} {b} {t}; {k} years on, it {v} {a}{bi}.
verbal: {C} {v} {a} {t} {w}, against {b} {w0}, without adjusting for inflation.
pop: {Cs} population was {a} {w}, {up} from {b} {k} years earlier.
pop: Over the {k} years to {n1}, {Cs} population {grew} from {b} to {a}.
bandd: Over {k} years, {Cs} own Band D council tax {rose} from {b} {w0} to {a} {w}{bi}.
area: In {k} years, the average Band D bill in {C} {rose} from {b} to {a} {w}, all precepts included{bi}.
''')
K('chg1','''
np: {Cs} {np} {rose} by {x} {w}. !flow
np: {Cs} {np} {rose} by {x} {w}, to {a}. !flow
np: {Cs} {np} {rose} {x} in a year to {a} {w}.
np: {Cs} {np} {was} {up} {x} on the year before {w}.
np: {W}, {Cs} {np} {was} {x} {higher} than a year earlier.
np: {W}, {Cs} {np} {rose} by {x} to {a}. !flow
np: Between {n0} and {n1}, {Cs} {np} {rose} by {x}, to {a}.
np: {Cs} {np} {rose} by {x}, from {b} {w0} to {a} {w}.
np: {Cs} {np} showed {a_rise} of {x} between {n0} and {n1}.
np: There was {a_rise} of {x} in {Cs} {np} {w}. !flow
np: {W}, there was {an_inc} of {x} in {Cs} {np}. !flow
np: {An_Inc} of {x} brought {Cs} {np} to {a} {w}.
np: {Cs} {np} {was} {a} {w}, {an_inc} of {x} on the year before.
np: {Cs} {np} {was} {a} {w}, {a_rise} of {x} on a year earlier.
np: Within a year, {Cs} {np} {rose} by {x} to {a} {w}.
np: {Cs} {np} changed by {x} in a year, {rising} to {a} {w}.
np: The {rise} in {Cs} {np} between {n0} and {n1} was {x}.
np: {np1} in {C} {rose} by {x} in a year, to {a} {w}.
verbal: {C} {v} {x} {more} {t} {w} than a year earlier.
verbal: {C} {v} {x} {more} {t} {w} than the previous year.
verbal: {C} {v} {x} {more} {t} {w} than it had the year before.
verbal: {W}, {C} {v} {x} {more} {t} than it did the year before.
verbal: {C} {v} {a} {t} {w}, {x} {more} than it did {w0}.
verbal: {C} {v} {a} {t} {w}, {an_inc} of {x} on {n0}.
verbal: {C} {v} {a} {t} {w}, {a_rise} of {x} in a year.
verbal: {C} {v} {a} {t} {w}: {x} {more} than the year before.
verbal: {W}, {C} {v} {a} {t}, {up} {x} on a year earlier.
verbal: Compared with {n0}, {C} {v} {x} {more} {t} {w}.
verbal: {C} {v} {more} {t} {w} than {w0}, by {x}.
verbal~m: {C} {v} {a} {t} {w} ({up} {x} on {n0}).
spend: {C} {raised} its spending on {what} by {x} {w}.
spend: {C} {cut_} its spending on {what} by {x} between {y0} and {y}.
spend: {C} {cut_} spending on {what} by {x} in a year, to {a} {w}.
spend: {What} cost {C} {x} {more} {w} than the year before.
bor: {Cs} debt {rose} by {x} in a year, to {a} {w}.
bor: {C} {added_} {x} to its debt in the year to {n1}. !up
bor: {C} paid down {x} of its debt in the year to {n1}. !down
bor: {C} owed {x} {more} at the end of {y} than at the start.
res: {C} added {x} to its {np} in the year to {n1}. !up
res: {C} used {x} of its {np} in the year to {n1}. !down
bal: Over the year to {n1}, {Cs} {np} {rose} by {x}, to {a}.
bal: {Cs} {np} ended {y} {x} {higher} than it began. !sing
int: {Cs} interest bill {rose} by {x} between {n0} and {n1}.
pop: {C} {gained} {x} residents between {n0} and {n1}.
pop: {C} had {x} {more_} residents {w} than a year earlier.
pop: {Cs} population {grew} by {x} in a year, to {a} {w}.
pop: {W}, {Cs} population was {a}, {x} {more_} than a year earlier.
bandd: {C} put {x} on its own Band D council tax in {y}. !up
bandd: {Cs} own Band D council tax {rose} by {x} to {a} in {y}.
bandd: {C} set its own Band D council tax at {a} {w}, {up} {x} on the year before.
bandd: {C} {raised} its own Band D council tax by {x} in {y}.
bandd: {W}, {Cs} own Band D council tax was {x} {higher} than the year before.
area: The average Band D bill in {C} {rose} by {x} between {y0} and {y}, all precepts included.
area: All precepts included, the average Band D bill in {C} was {x} {higher} in {y} than in {y0}.
ctr: {Cs} council tax requirement {rose} by {x} to {a} in {y}.
''')
K('chgN','''
np: In the {k} years to {n1}, {Cs} {np} {rose} by {x}{bi}.
np: {Cs} {np} {was} {x} {higher} {w} than {k} years earlier{bi}.
np: {W}, {Cs} {np} {was} {a}, {x} {higher} than {w0}{bi}.
np: {Cs} {np} {rose} by {x} over {k} years, to {a} {w}{bi}.
np: {Cs} {np} {rose} from {b} to {a} between {n0} and {n1}, {a_rise} of {x}{bi}.
np: From {n0} to {n1}, {Cs} {np} {rose} by {x}{bi}.
np: Since {n0}, {Cs} {np} had {risen} by {x} {w}{bi}.
np: By {n1}, {Cs} {np} {was} {x} {higher} than {w0}{bi}.
np: There was {a_rise} of {x} in {Cs} {np} between {n0} and {n1}{bi}.
np: Over {k} years, {Cs} {np} {grew} by {x} to {a} {w}{bi}.
np: {Cs} {np} {rose} by {x} between {n0} and {n1}, before allowing for inflation.
verbal: {C} {v} {a} {t} {w}, {x} {more} than {w0}{bi}.
verbal: Compared with {n0}, {C} {v} {x} {more} {t} {w}{bi}.
verbal: {C} {v} {x} {more} {t} {w} than it had {k} years earlier{bi}.
verbal: {C} {v} {a} {t} {w}, {up} {x} in {k} years{bi}.
spend: {C} {cut_} its annual spending on {what} by {x} between {y0} and {y}{bi}.
bor: {Cs} debt {grew} by {x} in {k} years, to {a} {w}{bi}.
res: {Cs} {np} {grew} by {x} in {k} years, to {a} {w}{bi}.
pop: {C} {gained} {x} residents in the {k} years to {n1}.
pop: {Cs} population {grew} by {x} between {n0} and {n1}.
pop: {C} had {x} {more_} residents {w} than {k} years earlier.
bandd: {Cs} own Band D council tax was {x} {higher} {w} than {k} years earlier{bi}.
''')
K('pct1','''
np: {Cs} {np} {rose} by {p} {w}. !flow
np: {Cs} {np} {rose} {p} to {a} {w}.
np~%: {Cs} {np} {rose} by {p} {w}, to {a}. !flow
np~%: {W}, {Cs} {np} {was} {up} {p} on the year before.
np~pc: {Cs} {np} {rose} by {p} between {n0} and {n1}.
np~pc: {Cs} {np} {rose} {p} in a year, from {b} to {a} {w}.
np: There was {a_rise} of {p} in {Cs} {np} {w}. !flow
np: There was a {p} {rise} in {Cs} {np} between {n0} and {n1}.
np: {Cs} {np} {was} {a} {w}, {an_inc} of {p} on the year before.
np: {Cs} {np} {was} {a} {w}, {up} {p} on {n0}.
np: {W}, {Cs} {np} {was} {p} {higher} than the year before, at {a}.
np: Within a year, {Cs} {np} {rose} by {p}, to {a} {w}.
np: From {n0} to {n1}, {Cs} {np} {rose} by {p}.
np: {Cs} {np} saw {a_rise} of {p} {w}. !flow
np: The {rise} in {Cs} {np} was {p} between {n0} and {n1}.
np: {np1} in {C} {rose} by {p} between {n0} and {n1}.
np: {Cs} {np} in {y} {was} {p} {higher} than the year before. !flow
verbal: {C} {v} {a} {t} {w}, {up} by {p} from {b} {w0}.
verbal: {C} {v} {a} {t} {w}, {a_rise} of {p} on the year before.
verbal: {C} {v} {a} {t} {w}, {p} {more} than the year before.
verbal: {W}, {C} {v} {p} {more} {t} than a year earlier.
verbal: {W}, {C} {v} {p} {more} {t} than {w0}.
verbal: What {C} {v} {t} {rose} by {p} between {n0} and {n1}.
verbal: Compared with {n0}, {C} {v} {p} {more} {t} {w}.
verbal~%: {C} {v} {p} {more} {t} {w} than it did {w0}.
verbal~m~%: {C} {v} {a} {t} {w}, {up} {p} on {b} {w0}.
spend: {C} {cut_} its spending on {what} by {p} {w}.
spend: {C} {cut_} spending on {what} by {p} in a year, to {a} {w}.
spend: {What} cost {C} {p} {more} {w} than the year before.
bor: {Cs} debt {rose} by {p} in the year to {n1}, to {a}.
bal: Over the year to {n1}, {Cs} {np} {rose} by {p}.
int: {Cs} interest bill {rose} {p} to {a} {w}.
bandd: {C} {raised} its own Band D council tax by {p} in {y}.
bandd: {W}, {C} {raised} its own Band D council tax by {p}, to {a}.
bandd: {Cs} own Band D council tax {rose} by {p} in {y}, to {a}.
area: The average Band D bill in {C}, all precepts included, {rose} by {p} between {y0} and {y}.
pop: {Cs} population {grew} by {p} in a year, to {a} {w}.
pop: {C} had {p} {more_} residents {w} than a year earlier.
ctr: {Cs} council tax requirement {rose} by {p} between {y0} and {y}.
''')
K('pctN','''
np: In the {k} years to {n1}, {Cs} {np} {rose} by {p}{bi}.
np: {Cs} {np} {rose} by {p} over {k} years, to {a} {w}{bi}.
np: {W}, {Cs} {np} {was} {p} {higher} than {w0}{bi}.
np: {Cs} {np} {was} {a} {w}, {p} {higher} than {w0}{bi}.
np: {Cs} {np} {rose} from {b} {w0} to {a} {w}, {a_rise} of {p}{bi}.
np~%: {Cs} {np} {rose} {p} between {n0} and {n1}{bi}.
np: By {n1}, {Cs} {np} had {risen} by {p} from {b} {w0}{bi}.
np: There was a {p} {rise} in {Cs} {np} in the {k} years to {n1}{bi}.
np: {Cs} {np} {grew} by {p} between {n0} and {n1}, before allowing for inflation.
verbal: {C} {v} {p} {more} {t} {w} than {k} years earlier{bi}.
verbal: {W}, {C} {v} {p} {more} {t} than {k} years earlier{bi}.
verbal: {C} {v} {a} {t} {w}, {p} {more} than {w0}{bi}.
verbal: {C} {v} {a} {t} {w}, {up} {p} from {b} {k} years earlier{bi}.
verbal~pc: What {C} {v} {t} {rose} by {p} between {n0} and {n1}{bi}.
spend: {C} {cut_} its spending on {what} by {p} between {y0} and {y}{bi}.
bor: {Cs} debt {rose} by {p} in {k} years, to {a} {w}{bi}.
bandd: {Cs} own Band D council tax {rose} by {p} in {k} years, to {a} {w}{bi}.
pop: {Cs} population {grew} by {p} in the {k} years to {n1}.
pop: {C} had {p} {more_} residents {w} than {k} years earlier.
''')
K('pct2','''
np: {Cs} {np} {rose} by {p} between {n0} and {n1} and {Ds} by {q}.
np: Between {n0} and {n1}, {Cs} {np} {rose} by {p} and {Ds} by {q}.
np: {Cs} {np} {rose} {p} between {n0} and {n1}, compared with {q} in {D}.
np: While {Cs} {np} {rose} by {p} between {n0} and {n1}, {Ds} {rose} by {q}.
np: {Cs} and {Ds} {np} {rose} by {p} and {q} respectively between {n0} and {n1}.
np: {W}, {Cs} {np} {was} {p} {higher} than the year before and {Ds} {q} {higher}.
''')
K('mult','''
np: {Cs} {np} {dbl} between {n0} and {n1}, from {b} to {a}{bi}.
np: In {k} years, {Cs} {np} {dbl} to {a} {w}{bi}.
np: {W}, {Cs} {np} {was} {a}, having {dbl} in {k} years{bi}.
np: {Cs} {np} had {dbl} by {n1}, to {a}, from {b} {w0}{bi}.
np: {Cs} {np} {dbl} in the {k} years to {n1}{bi}.
np: By {n1}, {Cs} {np} had {dbl} in {k} years, to {a}{bi}.
np: Between {n0} and {n1}, {Cs} {np} {dbl}{bi}.
np: From {b} {w0}, {Cs} {np} {dbl} to {a} {w}{bi}.
bor: {Cs} debt {dbl} in {k} years, from {b} {w0} to {a} {w}{bi}.
bor: The amount {C} owed {dbl} between {n0} and {n1}{bi}.
spend: The amount {C} spent on {what} {dbl} between {y0} and {y}{bi}.
spend: {C} {dbl} its spending on {what} between {y0} and {y}{bi}.
res: {C} {dbl} its {np} in {k} years, to {a} {w}{bi}.
int: {Cs} interest bill {dbl} between {y0} and {y}{bi}.
''')
K('times','''
verbal: {C} {v} {a} {t} {w}, {rof} the {b} it {v} {w0}{bi}.
verbal: {W}, {C} {v} {r} as much {t} as {w0}{bi}.
verbal: {C} {v} {r} as much {t} {w} as it had {k} years earlier{bi}.
verbal: {C} {v} {r} as much {t} {w} as {w0}: {a} against {b}{bi}.
verbal: {W}, {C} {v} {a} {t}, {r} as much as {k} years before{bi}.
verbal: {C} {v} {r} as much {t} {w} as {k} years earlier{bi}.
np: {Cs} {np} {was} {rof} what it had been {w0} by {n1}{bi}. !sing
np: {W}, {Cs} {np} {was} {rof} the figure for {n0}{bi}.
np: {Cs} {np} {was} {rof} the {n0} figure {w}{bi}.
np: {W}, {Cs} {np} {was} {a}, {rof} the {b} of {n0}{bi}.
np: {Cs} {np} {was} {r} as large {w} as {k} years earlier{bi}.
bor: {Cs} debt was {rof} its {n0} level {w}{bi}.
''')
K('phchg','''
verbal: {C} {v} {a} per resident {t} {w}, {up} from {b} {w0}{bi}.
verbal: {C} {v} {a} a head {t} {w}, compared with {b} {w0}{bi}.
verbal: {W}, {C} {v} {a} per head {t}, {up} from {b} {w0}{bi}.
verbal: {C} {v} {a} {t} for each resident {w}, as against {b} {w0}{bi}.
verbal: Per resident, {C} {v} {b} {t} {w0} and {a} {w}{bi}.
verbal: {C} {v} {x} {more} per head {t} {w} than {w0}{bi}.
verbal: {C} {v} {p} {more} per resident {t} {w} than {w0}{bi}.
verbal: {C} {v} {a} per resident {t} {w}, {x} {more} than {w0}{bi}.
verbal: For every resident, {C} {v} {a} {t} {w}, {up} from {b} {w0}{bi}.
np: {Cs} {np} per head {rose} from {b} {w0} to {a} {w}{bi}.
np: {Cs} {np} per resident {rose} by {p} between {n0} and {n1}{bi}.
np: Per head, {Cs} {np} {rose} from {b} to {a} between {n0} and {n1}{bi}.
np: Per resident, {Cs} {np} {was} {x} {higher} {w} than {w0}{bi}.
np: {Cs} {np} {rose} from {b} to {a} per resident between {n0} and {n1}{bi}.
np: Between {n0} and {n1}, {Cs} {np} per head {wentup} by {x}{bi}.
bor: {Cs} debt per resident {rose} from {b} {w0} to {a} {w}{bi}.
spend: {What} cost {C} {a} a head {w}, {up} from {b} {w0}{bi}.
''')
K('partchg','''
spend: {What} took {p} of {Cs} spending on services in {y}, compared with {q} in {y0}.
spend: In {y}, {C} spent {p} of its spending on services on {what}, {up} from {q} in {y0}.
spend: {C} spent {pn} of every service pound on {what} in {y}, {up} from {qn} in {y0}.
spend: In {y0}, {what} took {qn} of every pound {C} spent on services; in {y}, {pn}.
spend: The share of {Cs} spending on services that went on {what} {rose} from {q} in {y0} to {p} in {y}.
spend: {What} {rose} from {q} of {Cs} spending on services in {y0} to {p} in {y}.
spend: {What} was {p} of {Cs} spending on services in {y}, {x} {more} than in {y0}.
spend: As a share of its spending on services, {Cs} spending on {what} {rose} by {x} between {y0} and {y}.
spend: {What} made up {q} of {Cs} spending on services in {y0} and {p} in {y}.
spend: The part of {Cs} spending on services that went on {what} was {x} {larger} in {y} than in {y0}.
spend: Of every pound {C} spent on services, {qn} went on {what} in {y0} and {pn} in {y}.
''')
K('xchg','''
x_base: {Cs} council tax base {rose} from {b} {w0} to {a} {w}.
x_base: {Cs} council tax base {rose} by {p} between {n0} and {n1}.
x_asc: {Cs} adult social care precept {rose} from {b} {w0} to {a} {w}{bi}.
x_cts: The cost of council tax support to {C} {rose} from {b} {w0} to {a} {w}{bi}.
x_cts: Council tax support cost {C} {a} {w}, {up} from {b} {w0}{bi}.
x_hra: {Cs} Housing Revenue Account spending {rose} from {b} {w0} to {a} {w}{bi}.
x_inc: {Cs} interest and investment income {rose} from {b} {w0} to {a} {w}{bi}.
x_inc: {C} earned {a} in interest and investment income {w}, {up} from {b} {w0}{bi}.
x_par: Parish precepts in {C} {rose} from {b} {w0} to {a} {w}{bi}.
x_hrares: {Cs} Housing Revenue Account reserves {rose} from {b} {w0} to {a} {w}{bi}.
''')
