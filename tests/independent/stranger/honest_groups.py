K('share','''
verbal: {C} {v} {p} of the total that {T} {v} {t} {w}.
verbal: {W}, {C} {v} {p} of everything that {T} {v} {t}.
verbal: Of what {T} {v} {t} {w}, {p} was {pp} by {C}.
verbal: {W}, {p} of the {tot} that {T} {v} {t} was {pp} by {C}.
verbal: {C} was responsible for {p} of what {T} {v} {t} {w}.
verbal: {C} alone {v} {p} of what {T} {v} {t} {w}.
verbal: {W}, {C} alone {v} {p} of the total {pp} {t} by {T}.
verbal: {C} {v} {a} of the {tot} that {T} {v} {t} {w}.
verbal: {T} {v} {tot} {t} between them {w}, of which {C} {v} {a}.
verbal: {T} {v} {tot} {t} between them {w}; {C} accounted for {p}.
verbal: {C} {v} {a} {t} {w}, or {p} of the total for {T}.
verbal: {C} {v} {a} {t} {w}, which was {p} of what {T} {v} in all.
verbal: The {a} that {C} {v} {t} {w} was {p} of the total for {T}.
verbal~%: {C} {v} {p} of what {T} {v} {t} in all {w}.
verbal~m: {C} {v} {a} of the {tot} {pp} {t} by {T} {w}.
np: {C} accounted for {p} of {np} {by} {T} {w}.
np: {Cs} {np} {was} {p} of the total for {T} {w}.
np: {Cs} share of all {np} {by} {T} was {p} {w}.
np: {W}, {C} made up {p} of all {np} {by} {T}.
np: {C} represented {p} of the total {np} {by} {T} {w}.
bor: {C} owed {p} of the debt of {T} {w}.
bor: {W}, {p} of the debt of {T} was {Cs}.
''')
K('conc','''
verbal: {W}, the {k} {T} that {v} the most {t} {v} {p} of the total.
verbal: {W}, {p} of what {T} {v} {t} was {pp} by just {k} of them.
verbal: Just {k} of the {N} {T} {v} {p} of the total {t} {w}.
verbal: {K} of the {N} {T} {v} {p} of what they all {v} {t} {w}.
verbal: The top {k} {T} {v} {p} of all that {T} {v} {t} {w}.
verbal: Between them, {k} of the {N} {T} {v} {p} of the total {t} {w}.
verbal: The {k} {T} that {v} the most {t} {w} accounted for {p} of the total.
np: The {k} highest among {T} accounted for {p} of all {np} {w}.
np: {p} of all {np} {by} {T} {w} was concentrated in {k} of them.
np: {W}, the {k} {T} with the most accounted for {p} of all {np} {by} {T}.
np: {K} of the {N} {T} accounted for {p} of all {np} {by} {T} {w}.
spend: The {k} biggest spenders among {T} accounted for {p} of their spending on {what} {w}.
bor: The {k} most indebted {T} owed {p} of the total {w}.
bor: {p} of the debt of {T} {w} was owed by {k} of them.
res: {K} of the {N} {T} held {p} of all their {np} {w}.
''')
K('topsum','''
verbal: The {k} {T} that {v} the most {t} {w} {v} {a} between them.
verbal: {W}, the {k} {T} that {v} the most {t} {v} {a} in all.
verbal: Between them, the {k} {T} that {v} the most {t} {w} {v} {a}.
verbal: The top {k} {T} {v} {a} {t} between them {w}.
spend: The {k} biggest spenders on {what} among {T} spent {a} between them {w}.
bor: The {k} most indebted {T} owed {a} between them {w}.
bor: Together, the {k} most indebted {T} owed {a} {w}.
res: The {k} {T} with the largest {np} held {a} between them {w}.
''')
K('total','''
verbal: {W}, {T} {v} {a} {t} between them.
verbal: Together, {T} {v} {a} {t} {w}.
verbal: All told, {T} {v} {a} {t} {w}.
verbal: Altogether, {T} {v} {a} {t} {w}.
verbal: {W}, {T} {v} {a} {t} altogether.
verbal: {Tc} together {v} {a} {t} {w}.
verbal: {Tc} {v} {a} {t} in total {w}.
verbal: {W}, {T} {v} a total of {a} {t}.
verbal: {Tc} as a whole {v} {a} {t} {w}.
verbal: Across {T}, {a} was {pp} {t} {w}.
verbal: {a} was {pp} {t} by {T} {w}.
verbal: A total of {a} was {pp} {t} by {T} {w}.
verbal: {Tc} {v} {a} {t} {wb}.
verbal: {Tc} {v} {a} {t} {wa}.
verbal: {Wb}, {T} {v} {a} {t} between them.
verbal: The total that {T} {v} {t} {w} was {a}.
verbal: What {T} {v} {t} {w} came to {a} in all.
verbal: Taken as a whole, {T} {v} {a} {t} {w}.
verbal: {W}, the {N} {T} {v} {a} {t} in all.
verbal: The combined amount that {T} {v} {t} {w} was {a}.
verbal~m: {Tc} {v} {a} {t} in all {wd}.
np: {np1} {by} {T} totalled {a} {w}.
np: {np1} {by} {T} amounted to {a} {w}.
np: {W}, {np} {by} {T} came to {a}.
np: {np1} {by} {T} {was} {a} {w}.
np: Total {np} {by} {T} came to {a} {w}.
np: {W}, total {np} {by} {T} {was} {a}.
np: The total for {np} {by} {T} was {a} {w}.
np: {np1} across {T} came to {a} {w}.
np: The combined {np} of {T} came to {a} {w}.
spend: The bill for {what} across {T} was {a} {w}.
spend: {What} cost {T} {a} {w}.
bor: {Tc} had {a} of debt between them {w}.
bor: {Tc} were {a} in debt {w}.
bor: The debts of {T} came to {a} {w}.
res: {Tc} had {a} {t} between them {w}.
res: {W}, {T} had {np} of {a} in all.
int: {Tc} paid interest of {a} between them {w}.
''')
K('rsg','''
x: {W_}, English councils received {a} in revenue support grant.
x: English councils got {a} in revenue support grant in {y}.
x: English councils were given {a} in revenue support grant in {y}.
x: {a} of revenue support grant was paid to English councils in {y}.
x: Revenue support grant to English councils was {a} in {y}.
x: Revenue support grant for English councils came to {a} in {y}, down from {b} in {y0}.
x: English councils received {a} in revenue support grant in {y}, down from {b} in {y0}.
x: English councils received {a} in revenue support grant in {y}, compared with {b} in {y0}.
x: Between {y0} and {y}, revenue support grant to English councils fell from {b} to {a}.
x: In {y}, {T} received {c} in revenue support grant.
x: Revenue support grant to {T} came to {c} in {y}.
x: {c} in revenue support grant went to {T} in {y}.
''')
K('totchg','''
np: {np1} {by} {T} {rose} from {b} to {a} between {n0} and {n1}{bi}.
np: {np1} {by} {T} {was} {a} {w}, {up} from {b} {w0}{bi}.
np: {np1} {by} {T} {wentup} from {b} {w0} to {a} {w}{bi}.
np: Between {n0} and {n1}, {np} {by} {T} {rose} from {b} to {a}{bi}.
np: {W}, {np} {by} {T} {was} {a}, compared with {b} {w0}{bi}.
np: Total {np} {by} {T} {rose} from {b} {w0} to {a} {w}{bi}.
np: Total {np} {by} {T} {was} {p} {higher} {w} than {w0}{bi}.
np: {np1} {by} {T} {rose} by {x} between {n0} and {n1}, to {a}{bi}.
np: {np1} {by} {T} {was} {x} {higher} {w} than {w0}{bi}.
np: {np1} {by} {T} {dbl} between {n0} and {n1}{bi}.
np: {np1} across {T} {rose} by {p} between {n0} and {n1}{bi}.
np: There was {a_rise} of {p} in {np} {by} {T} between {n0} and {n1}{bi}.
np: There was a {p} {rise} in {np} {by} {T} between {n0} and {n1}{bi}.
np~%: {np1} {by} {T} {rose} {p} between {n0} and {n1}, to {a}{bi}.
verbal: {Tc} {v} {b} {t} {w0} and {a} {w}{bi}.
verbal: {Tc} {v} {a} {t} between them {w}, {up} from {b} {w0}{bi}.
verbal: {W}, {T} {v} {a} {t}, {up} from {b} {w0}{bi}.
verbal: {W}, {T} {v} {x} {more} {t} than {w0}{bi}.
verbal: {Tc} {v} {a} {t} {w}, {x} {more} than {w0}{bi}.
verbal: {Tc} {v} {a} {t} {w}, {p} {more} than {w0}{bi}.
verbal: Together, {T} {v} {a} {t} {w}, as against {b} {w0}{bi}.
verbal: Compared with {n0}, {T} {v} {p} {more} {t} {w}{bi}.
verbal: What {T} {v} {t} {rose} from {b} {w0} to {a} {w}{bi}.
verbal: {Tc} {v} {r} as much {t} {w} as {w0}{bi}.
verbal: {W0}, {T} {v} {b} {t}; {w}, they {v} {a}{bi}.
spend: {Tc} {cut_} their spending on {what} by {p} between {y0} and {y}{bi}.
spend: {Tc} {cut_} spending on {what} from {b} {w0} to {a} {w}{bi}.
bor: The debt of {T} {rose} from {b} {w0} to {a} {w}{bi}.
res: {Tc} had {a} {t} {w}, {up} from {b} {w0}{bi}.
''')
K('count2','''
verbal: {Nn} {T} {v} {mt} {L} {t} {w}.
verbal: There were {n} {T} that {v} {mt} {L} {t} {w}.
verbal: {W}, there were {n} {T} that {v} {mt} {L} {t}.
verbal: {W}, {n} of the {N} {T} {v} {mt} {L} {t}.
verbal: {W}, {n} out of {N} {T} {v} {mt} {L} {t}.
verbal: {Nn} out of {N} {T} {v} {ov} {L} {t} {w}.
verbal: {p} of {T} {v} {mt} {L} {t} {w}.
verbal: {W}, {p} of {T} {v} {mt} {L} {t}.
verbal: {p} of the {N} {T} {v} {mt} {L} {t} {w}.
verbal: {Nn} {T} each {v} {ov} {L} {t} {w}.
verbal: Of the {N} {T}, {n} {v} {mt} {L} {t} {w} and {m} {v} less.
verbal: More than {L} was {pp} {t} by {n} of the {N} {T} {w}. !above
verbal: {W}, {n} {T} {v} over {L} {t}.
verbal: {W}, {n} {T} {v} under {L} {t}.
verbal: As many as {n} {T} {v} more than {L} {t} {w}.
verbal: In all, {n} {T} {v} {mt} {L} {t} {w}.
verbal: How many {T} {v} {mt} {L} {t} {w}: {n} of {N}.
verbal: {Mt} {L} was {pp} {t} by {n} {T} {w}.
np: {np1} {was} {ab} {L} in {n} {T} {w}.
np: {n} {T} had {np} of {mt} {L} {w}.
np: {W}, {n} {T} had {np} of {mt} {L}.
np: {np1} topped {L} in {n} {T} {w}.
np: {np1} exceeded {L} in {n} of the {N} {T} {w}.
np: {np1} fell short of {L} in {n} of the {N} {T} {w}.
np: The number of {T} with {np} {ab} {L} was {n} {w}.
bor: {W}, {n} {T} had debts of {mt} {L}.
bor: {n} of the {N} {T} were more than {L} in debt {w}.
res: {W}, {n} {T} had {mt} {L} {t}.
pop: {W}, {n} {T} had {fewmt} {L} residents.
pop: {Nn} {T} had {fewmt} {L} residents {w}.
pop: {W}, {n} of the {N} {T} had populations {ab} {L}.
bandd: {W}, {n} {T} set their own Band D council tax {ab} {L}.
bandd: {Nn} {T} had an own Band D council tax of {mt} {L} {w}.
area: The average Band D bill was {ab} {L} in {n} {T} {w}, all precepts included.
''')
K('cntchg','''
verbal: {W}, {n} {T} {v} {mt} {L} {t}, {up} from {m} {w0}{bi}.
verbal: The number of {T} that {v} {mt} {L} {t} {rose} from {m} {w0} to {n} {w}{bi}.
verbal: {W0}, {m} {T} {v} {mt} {L} {t}; {w}, {n} did{bi}.
verbal: {Nn} {T} {v} {mt} {L} {t} {w}, compared with {m} {w0}{bi}.
verbal: {Nn} {T} {v} {mt} {L} {t} {w}, {up} from {m} {w0}{bi}.
verbal: {W}, {n} of the {N} {T} {v} {mt} {L} {t}, as against {m} {w0}{bi}.
np: The number of {T} with {np} {ab} {L} {rose} from {m} to {n} between {n0} and {n1}{bi}.
np: {np1} {was} {ab} {L} in {n} {T} {w}, {up} from {m} {w0}{bi}.
pop: The number of {T} with {mt_} {L} residents {rose} from {m} {w0} to {n} {w}.
''')
K('every','''
verbal: {W}, every one of the {N} {T} {v} more than {L} {t}.
verbal: {W}, all {N} {T} {v} more than {L} {t}.
verbal: {W}, each of the {N} {T} {v} more than {L} {t}.
verbal: All of the {N} {T} {v} more than {L} {t} {w}.
verbal: All {N} {T} {v} less than {L} {t} {w}.
verbal: Every one of the {N} {T} {v} less than {L} {t} {w}.
verbal: Not one of the {N} {T} {v} less than {L} {t} {w}.
verbal: Without exception, the {N} {T} {v} more than {L} {t} {w}.
verbal: The {N} {T} all {v} more than {L} {t} {w}.
''')
K('only2','''
verbal: {C} was [the only one] among {T} that {v} more than {L} {t} {w}: {a}.
verbal: {W}, {C} was [the only] {T1} that {v} more than {L} {t}.
verbal: [Only one] {T1} {v} more than {L} {t} {w}: {C}, at {a}.
verbal: [Only one] {T1}, {C}, {v} more than {L} {t} {w}.
verbal: [Just one] {T1} {v} more than {L} {t} {w}: {C}, with {a}.
verbal: {W}, [only] {C} among {T} {v} more than {L} {t}.
verbal: {C} was [alone] among {T} in {ving} more than {L} {t} {w}.
verbal: {C}, which {v} {a} {t} {w}, was [the only] {T1} above {L}.
verbal: {C} was [the sole] {T1} to {base} more than {L} {t} {w}.
verbal: {C} {v} {a} {t} {w}; it was [the only] {T1} above {L}.
np: {W}, {C} was [the only] {T1} with {np} above {L}.
np: {C} was [the only] {T1} whose {np} topped {L} {w}, at {a}.
np: {C} was [the only] {T1} whose {np} {was} above {L} {w}.
np: [Only] in {C}, of all {T}, {was} {np} above {L} {w}.
bor: {C} was [the only] {T1} with debts of more than {L} {w}: {a}.
bor: {C} was [the only] {T1} more than {L} in debt {w}.
res: {C} was [the only] {T1} to have more than {L} {t} {w}.
pop: {C} was [the only] {T1} with more than {L} residents {w}.
pop: {W}, {C} was [the only] {T1} with a population above {L}: {a}.
bandd: {C} was [the only] {T1} to set its own Band D council tax above {L} in {y}.
''')
K('missing','''
rs: {Nn} {T} did not return figures for {np} {w}.
rs: {W}, {n} {T} gave no figure for {np}.
rs: {W}, {n} {T} sent in no return of {np}.
rs: {np1} {was} not reported by {n} {T} {w}.
rs: {Nn} {T} sent in no figure for {np} {w}.
rs: {W}, no return of {np} came from {n} {T}.
rs: Figures for {np} {w} are missing for {n} {T}.
rs: {np1} {w} {was} missing from the returns of {n} {T}.
''')
K('partial','''
verbal: {C} {v} [more {t} than any other of the {N} {T} that reported] {w}.
verbal: {C} {v} [the most {t} of the {N} {T} that reported] {w}, at {a}.
verbal: {W}, {C} {v} {a} {t}, [the most of the {N} {T} that reported].
verbal: Among the {N} {T} that reported, {C} {v} [the most] {t} {w}: {a}.
verbal: {W}, the {N} {T} that reported {v} {tot} {t} in all.
verbal: Together, the {N} {T} that reported {v} {tot} {t} {w}.
verbal: On average, the {N} {T} that reported {v} {avg} {t} {w}.
np: {C} had [the highest {np} of the {N} {T} that reported] {w}.
np: {np1} {by} the {N} {T} that reported came to {tot} {w}.
np: {W}, {Cs} {np} {was} [the highest of the {N} {T} that reported].
''')
K('average','''
verbal: {W}, the average for {T} was {avg} {pp} {t}.
verbal: On average, {T} {v} {avg} {t} {w}.
verbal: {W}, {T} {v} an average of {avg} {t}.
verbal: {W}, {T} {v} {avg} each {t} on average.
verbal: The average amount {pp} {t} by {T} was {avg} {w}.
verbal: The average sum {pp} {t} by {T} {w} was {avg}.
verbal: {Tc} {v} {avg} apiece {t} {w}, on average.
verbal: The average {T1} {v} {avg} {t} {wb}.
verbal: An average of {avg} was {pp} {t} by {T} {w}.
np: The average for {np} among {T} was {avg} {w}.
np: Average {np} among {T} {was} {avg} {w}.
np: Average {np} across {T} came to {avg} {w}.
np: {np1} {by} {T} averaged {avg} {w}.
np: The average {T1s} {np} came to {avg} {w}.
np: Among {T}, {np} averaged {avg} {w}.
spend: {What} cost the average {T1} {avg} {w}.
bor: The average {T1} was {avg} in debt {w}.
bor: The average {T1} had debts of {avg} {w}.
res: The average {T1} had {avg} {t} {w}.
res: {W}, the average {T1} had {np} of {avg}.
int: The average {T1s} interest bill was {avg} {w}.
''')
K('median','''
verbal: {W}, a typical {T1} {v} {med} {t}.
verbal: Typically, {T} {v} {med} {t} {w}.
verbal: The typical one of {T} {v} {med} {t} {w}.
verbal: The {T1} in the middle of the ranking {v} {med} {t} {w}.
verbal: The typical amount {pp} {t} by {T} was {med} {w}.
np: The typical figure for {np} among {T} was {med} {w}.
np: Typical {np} among {T} came to {med} {w}.
np: {W}, typical {np} among {T} {was} {med}.
np: The typical {T1s} {np} came to {med} {w}.
bor: The typical {T1} was {med} in debt {w}.
bor: The typical {T1} had debts of {med} {w}.
res: The typical {T1} had {med} {t} {w}.
spend: {What} cost the typical {T1} {med} {w}.
''')
K('meanmed','''
verbal: {W}, the average {T1} {v} {avg} {t}, but the typical one {v} {med}.
verbal: The average {T1} {v} {avg} {t} {w}, compared with {med} for the typical one.
verbal: The average {T1} {v} {avg} {t} {w}, {x} more than the typical one.
verbal: The average {T1} {v} {r} as much {t} {w} as the typical one.
verbal: {W}, the average {T1} {v} {x} more {t} than the typical {T1}.
verbal: {W}, {T} {v} {avg} {t} on average, whereas the typical one {v} {med}.
verbal: The typical {T1} {v} {med} {t} {w}, {x} less than the average of {avg}.
verbal: On average {T} {v} {avg} {t} {w}, against {med} for the typical one.
np: Among {T}, average {np} {was} {avg} {w} and typical {np} {med}.
''')
K('meandiff','''
np: The average difference between two {T} in {np} was {a} {w}.
np: {W}, two {T} differed by an average of {a} in {np}.
np: On average, any two {T} differed by {a} in {np} {w}.
np: {W}, the average gap between two {T} in {np} was {a}.
np: {np1} differed by {a} on average between any two {T} {w}.
''')
K('grpph','''
verbal: {Tc} {v} {a} per resident {t} {w}.
verbal: {Tc} {v} {a} a head {t} {w}.
verbal: {Tc} {v} {a} {t} for every resident {w}.
verbal: {W}, {T} {v} {a} {t} for each resident.
verbal: Per head, {T} {v} {a} {t} {w}.
verbal: {W}, {T} {v} {a} per person {t}.
verbal: {Tc} {v} {tot} {t} {w}, or {a} per resident.
verbal: {Tc} {v} {tot} {t} {w}, {a} for every resident.
verbal: {Tc} {v} the equivalent of {a} per resident {t} {w}.
np: {np1} {by} {T} came to {a} per resident {w}.
np: Per head, {np} {by} {T} {was} {a} {w}.
np: {W}, {np} {by} {T} worked out at {a} a head.
bor: The debt of {T} came to {a} per resident {w}.
''')
K('nat','''
verbal: {Tc} {v} {a} {t} {w}.
verbal: {W}, {T} {v} {a} {t} between them.
verbal: In all, {T} {v} {a} {t} {w}.
verbal: {Nat_}, councils {v} {a} {t} {w}.
verbal: Across {Nat}, councils {v} {a} {t} {w}.
verbal: {W}, councils across {Nat} {v} {a} {t}.
verbal: {a} was {pp} {t} by {T} {w}.
verbal: {W}, {a} was {pp} {t} by {T}.
verbal: {Nat_s} councils {v} {a} {t} {w}.
verbal: {Nat_s} councils {v} a total of {a} {t} {w}.
verbal: Together, {Nat_s} councils {v} {a} {t} {w}.
verbal: {Tc} {v} {a} {t} {w}, or {ph} per resident.
verbal: {Tc} {v} {ph} {t} for each resident {w}.
np: {np1} {by} {T} came to {a} {w}.
np: Total {np} {by} {T} {was} {a} {w}.
np: {np1} {by} councils in {Nat} totalled {a} {w}.
np: {W}, {np} {by} {T} amounted to {a}.
np: {np1} {by} {Nat_s} councils {was} {a} {w}.
''')
K('natchg','''
np: {np1} {by} {T} {rose} from {b} {w0} to {a} {w}{bi}.
np: {np1} {by} {T} {rose} by {x} between {n0} and {n1}{bi}.
np: {np1} {by} {T} {rose} by {p} between {n0} and {n1}{bi}.
np: {np1} {by} {T} {was} {a} {w}, {up} from {b} {w0}{bi}.
np: Between {n0} and {n1}, {np} {by} {T} {rose} from {b} to {a}{bi}.
np: {W}, {np} {by} {T} {was} {p} {higher} than {w0}{bi}.
np: {Nat_s} councils saw {np} {rise} from {b} {w0} to {a} {w}{bi}.
verbal: {Tc} {v} {a} {t} {w}, {up} from {b} {w0}{bi}.
verbal: {Tc} {v} {a} {t} {w}, compared with {b} {w0}{bi}.
verbal: {Tc} {v} {x} {more} {t} {w} than {w0}{bi}.
verbal: {Tc} {v} {p} {more} {t} {w} than {w0}{bi}.
verbal: {W}, {T} {v} {a} {t}, {up} {p} from {b} {w0}{bi}.
verbal: {Nat_s} councils {v} {a} {t} {w}, as against {b} {w0}{bi}.
verbal: Across {Nat}, councils {v} {b} {t} {w0} and {a} {w}{bi}.
spend: {Tc} {cut_} their spending on {what} by {x} between {y0} and {y}{bi}.
''')
K('uk','''
any: The UK's councils {v} {a} {t} {w}.
any: Councils in the UK {v} {a} {t} {w}.
any: {W}, UK councils {v} {a} {t} between them.
any: Across the UK, councils {v} {a} {t} {w}.
any: {np1} {by} UK councils came to {a} {w}.
any: Councils across the UK {v} {a} {t} {w}, of which those in Scotland {v} {Scotland}.
any: UK councils {v} {a} {t} {w}; councils in England {v} {England}.
any: Of the {a} that UK councils {v} {t} {w}, {England} was {pp} by those in England.
any: Councils in Scotland {v} {shScotland} of what all UK councils {v} {t} {w}.
any: {W}, Scottish councils {v} {Scotland} {t}, Welsh councils {Wales} and English councils {England}.
any: Scottish councils accounted for {shScotland} of all {np} {by} UK councils {w}.
any: {W}, Welsh councils {v} {Wales} of the {a} {pp} {t} by councils in the UK.
''')
K('popgrp','''
x: {Tc} had {tot} residents between them {w}.
x: {W}, {tot} people lived in {T}.
x: The {N} {T} had a combined population of {tot} {w}.
x: In all, {tot} people lived in {T} {w}.
x: The average {T1} had {avg} residents {w}.
x: On average, {T} had {avg} residents each {w}.
x: The typical {T1} had {med} residents {w}.
x: {W}, the average {T1} had a population of {avg}.
x: {C} had {a} residents {w}, compared with {avg} in the average {T1}.
x: {C} had {a} residents {w}, {r} as many as the average {T1}.
x: {C} had {p} of the residents of {T} {w}.
x: {C} was home to {p} of the people who lived in {T} {w}.
x: The population of {T} was {tot} {w}, of whom {a} lived in {C}.
x: {C} had {fewer_} residents than the average {T1} {w}: {a} against {avg}.
''')
K('bdgrp','''
band_d_council_tax: {Tc} set an average Band D council tax of their own of {avg} {w}.
band_d_council_tax: {W}, the average own Band D council tax of {T} was {avg}.
band_d_council_tax: The typical {T1} set its own Band D council tax at {med} {w}.
band_d_council_tax: On average, {T} set their own Band D council tax at {avg} {w}.
band_d_council_tax: Own Band D council tax averaged {avg} across {T} {w}.
band_d_council_tax: {Cs} own Band D council tax was {x} {higher} than the average for {T} {w}.
band_d_council_tax: {Cs} own Band D council tax was {a} {w}, {x} {abovem} the average for {T}.
band_d_council_tax: {C} set its own Band D council tax at {a} {w}, against {avg} in the average {T1}.
band_d_council_tax: The average {T1} set its own Band D council tax at {avg} {w}, {C} at {a}.
band_d_council_tax_area_total: The average Band D bill across {T} was {avg} {w}, all precepts included.
band_d_council_tax_area_total: {W}, the Band D bill averaged {avg} in {T}, all precepts included.
band_d_council_tax_area_total: The typical Band D bill among {T} was {med} {w}, all precepts included.
band_d_council_tax_area_total: {Cs} average Band D bill was {x} {higher} than the average for {T} {w}, all precepts included.
band_d_council_tax_area_total: The average Band D bill in {C} was {a} {w}, compared with {avg} across {T}, all precepts included.
''')
K('partgrp','''
spend: {What} took {p} of what {T} spent on services in {y}.
spend: In {y}, {p} of all spending on services by {T} went on {what}.
spend: {Tc} spent {p} of their service spending on {what} in {y}.
spend: {Tc} spent {pn} of every service pound on {what} in {y}.
spend: In {y}, {pn} of every pound {T} spent on services went on {what}.
spend: {What} accounted for {p} of all spending on services by {T} in {y}.
spend: {What} made up {p} of spending on services by {T} in {y}, {up} from {q} in {y0}.
spend: The share of service spending that {T} put into {what} {rose} from {q} in {y0} to {p} in {y}.
spend: {Tc} spent {p} of their service spending on {what} in {y}, compared with {q} in {y0}.
spend: {What} took {pn} of every pound {T} spent on services in {y} and {qn} in {y0}.
spend: The share of spending on services by {T} that went on {what} {rose} by {x} between {y0} and {y}.
spend: {p} of what {T} spent on services in {y} was for {what}.
''')
