K('two','''
verbal: {W}, {C} {v} {a} {t}; {D} {v} {b}.
verbal: {W}, {C} {v} {a} {t} and {D} {v} {b}.
verbal: {W}, {C} {v} {a} {t}, {D} {b}.
verbal: {C} {v} {a} {t} {wb}, while {D} {v} {b}.
verbal: {C} {v} {a} {t} {w}, as against {b} in {D}.
verbal: {C} {v} {a} {t} {w}, as opposed to {b} in {D}.
verbal: {C} {v} {a} {t} {w}, against {b} at {D}.
verbal: {C} {v} {a} {t} {w} where {D} {v} {b}.
verbal: {C} {v} {a} {t} {w}, but {D} {v} {b}.
verbal: {W}, {C} {v} {a} {t}, but {D} {v} {b}.
verbal: {C} {v} {a} {t} {w}; the figure for {D} was {b}.
verbal: {C} {v} {a} {t} {w}; for {D} the figure was {b}.
verbal: {C} {v} {a} {t} {w}. {D} {v} {b}.
verbal: {W}, {C} {v} {a} {t}. {D} {v} {b}.
verbal: {C} {v} {more} {t} than {D} {w}: {a}, compared with {b}.
verbal: {C} {v} {more} {t} {w} ({a}) than {D} ({b}).
verbal: {D} {v} {b} {t} {w}, {lessmore} than the {a} {pp} by {C}.
verbal: {W}, {C} {v} {more} {t} than {D} did: {a} against {b}.
verbal: Where {C} {v} {a} {t} {w}, {D} {v} {b}.
verbal: {C} {v} {a} and {D} {b} {t} {w}.
verbal~m: {C} {v} {a} {t} {w} compared to {b} for {D}.
verbal~f: {C} {v} {a} {t} {w}, compared with {Ds} {b}.
np: {Cs} {np} {was} {a} {w}, as against {b} in {D}.
np: {W}, {Cs} {np} {was} {a} and {Ds} {b}.
np: {Cs} {np} stood at {a} {w}, {Ds} at {b}.
np: {W}, {Cs} {np} came to {a}, while {Ds} came to {b}.
np: {np1} came to {a} in {C} and {b} in {D} {w}.
np: {np1} {was} {a} in {C} {w}, compared with {b} in {D}.
np: {np1} {was} {higher} in {C}, at {a}, than in {D}, at {b}, {w}.
np: At {a}, {Cs} {np} {was} {higher} {w} than {Ds} {b}.
np: {Cs} {np} of {a} {exceeded} {Ds} {b} {w}.
np: With {np} of {a} {w}, {C} stood {above} {D} on {b}.
np: {Cs} {np} {w} {was} {a}; {that} of {D} {was} {b}.
np: The figure for {np} {was_} {a} in {C} {w} and {b} in {D}.
np: {W}, {np} {was} {a} in {C} but {b} in {D}.
spend: {C} outspent {D2} on {what} {w}, by {a} to {b}.
spend: {What} cost {C} {a} {w} and {D} {b}.
spend: {C} spent {a} on {what} {w}; at {D} it was {b}.
spend: While {D} put {b} into {what} {w}, {C} put in {a}.
spend: {W}, {a} went on {what} in {C} and {b} in {D}.
bor: {Cs} debts came to {a} {w} and {Ds} to {b}.
bor: {C} was {a} in debt {w}, {D} {b}.
bor: {C} had {a} of debt {w}, compared with {Ds} {b}.
bor: {C} had {bigger1} debt than {D} {w}: {a} against {b}.
res: {C} had {a} {t} {w} and {D} {b}.
res: {C} had {more} {t} than {D} {w}: {a} compared with {b}.
res: {C} had {np} of {a} {w}, {D} {b}.
res: {W}, {C} had {a} {t} to {Ds} {b}.
int: {Cs} interest bill was {a} {w}, {Ds} {b}.
pop: {C} had {a} residents {w} and {D} {b}.
pop: {C} had {a} people {w}, compared with {b} in {D}.
pop: {W}, {a} people lived in {C} and {b} in {D}.
pop: {C} had {more_} residents than {D} {w}: {a} against {b}.
pop: {Cs} population was {a} {w} and {Ds} {b}.
pop: {W}, {Cs} population was {larger} than {Ds}: {a} against {b}.
pop: {More_} people lived in {C} ({a}) than in {D} ({b}) {w}.
bandd: {C} set its own Band D council tax at {a} {w}, {D} at {b}.
bandd: {Cs} own Band D council tax was {a} {w}, compared with {b} in {D}.
bandd: Own Band D council tax was {a} in {C} and {b} in {D} {w}.
bandd: {W}, {C} charged {a} for its own Band D council tax and {D} {b}.
area: The average Band D bill was {a} in {C} and {b} in {D} {w}, all precepts included.
area: {W}, the average Band D bill was {higher} in {C} than in {D}: {a} against {b}, all precepts included.
ctr: {Cs} council tax requirement was {a} {w} and {Ds} {b}.
''')
K('three','''
verbal: {C} {v} {a} {t} {w}, {D} {b} and {E} {c}.
verbal: {W}, {C} {v} {a} {t}, {D} {v} {b} and {E} {v} {c}.
verbal: {C} ({a}), {D} ({b}) and {E} ({c}) all {v} money {t} {w}.
verbal: {E} {v} {c} {t} {w}, {lessmore} than both {C}, with {a}, and {D}, with {b}.
verbal: {W}, {C}, {D} and {E} {v} {a}, {b} and {c} respectively {t}.
verbal: {C} {v} {a} {t} {w}, compared with {b} in {D} and {c} in {E}.
verbal: {C} and {D} {v} {a} and {b} {t} {w}; {E} {v} {c}.
np: {Cs} {np} came to {a} {w}, {Ds} to {b} and {Es} to {c}.
np: {W}, {np} came to {a} in {C}, {b} in {D} and {c} in {E}.
np: {Cs} {np} {was} {a} {w}, against {b} in {D} and {c} in {E}.
np: {W}, both {Cs} {np} ({a}) and {Ds} ({b}) {exceeded} {Es} {c}.
pop: {C} had {a} residents {w}, {D} {b} and {E} {c}.
pop: {W}, {a} people lived in {C}, {b} in {D} and {c} in {E}.
bandd: {C} set its own Band D council tax at {a} {w}, {D} at {b} and {E} at {c}.
''')
K('diff2','''
verbal: {C} {v} {x} {more} {t} {wa} than {D}.
verbal: {Wb}, {C} {v} {x} {more} {t} than {D}.
verbal: {C} {v} {a} {t} {w}: {x} {more} than {D}.
verbal: {C} {v} {a} {t} {w}, some {x} {more} than {D}.
verbal: {W}, {D} {v} {b} {t}; {C} {v} {x} {more}.
verbal: At {a}, {C} {v} {x} {more} {t} {w} than {D}.
verbal: {C} {v} {a} {t} {w}, {x} {more} than the {b} {pp} by {D}.
verbal: {C}, at {a}, {v} {x} {more} {t} {w} than {D}.
verbal: {W}, there was a gap of {x} between what {C} and {D} {v} {t}.
verbal: What {C} {v} {t} {w} was {x} {more} than what {D} {v}.
verbal: {C} {v} {x} {more} than {D} {t} {w}.
verbal: {C} {v} {more} {t} than {D} {w}, by {x}.
verbal: {W}, {C} {v} {more} {t} than {D}; the difference was {x}.
verbal~m: {C} {v} {a} {t} {w}, {x} {more} than {D} ({b}).
verbal: While {C} {v} {a} {t} {w}, {D} {v} {x} {lessmore}.
verbal: {D} {v} {x} {lessmore} {t} {w} than {C} did.
np: {Cs} {np} {was} {higher} than {Ds} by {x} {w}.
np: {W}, {Cs} {np} {exceeded} {Ds} by {x}.
np: {Cs} {np} {exceeded} {Ds} by {x} {w}.
np: {Cs} {np} {was} {x} {above} {Ds} {w}.
np: {W}, {Cs} {np} came to {a}, {x} {above} {Ds}.
np: {x} separated {Cs} {np} from {Ds} {w}.
np: {W}, {Cs} and {Ds} {np} differed by {x}.
np: The gap between {Cs} {np} and {Ds} {w} was {x}.
np: There was {x} between {Cs} {np} and {Ds} {w}.
np: {C} was {x} {ahead} {D} for {np} {w}.
np: {Cs} {np} {was} {a} {w}, which was {x} {higher} than {Ds}.
np: {np1} {was} {x} {higher} in {C} than in {D} {w}.
spend: {C} outspent {D2} on {what} by {x} {w}.
spend: {What} cost {C} {x} {more} than {D} {w}.
spend: {C} put {x} {more} into {what} than {D} {w}.
bor: {Cs} debts were {x} {greater} than {Ds} {w}.
bor: {C} had {x} {more} debt than {D} {w}.
bor: {C} was {x} {more} in debt than {D} {w}.
res: {C} had {x} {more} {t} than {D} {w}.
int: {Cs} interest bill was {x} {higher} than {Ds} {w}.
pop: {C} had {x} {more_} residents than {D} {w}.
pop: {W}, {C} had {a} residents, {x} {more_} than {D}.
pop: {x} {more_} people lived in {C} than in {D} {w}.
pop: {Cs} population was {x} {larger} than {Ds} {w}.
bandd: {Cs} own Band D council tax was {x} {more_than_} {Ds} {w}.
bandd: {C} set its own Band D council tax at {a} {w}, {x} {more} than {D}.
bandd: {W}, {Cs} own Band D council tax was {a}, {x} {more} than {Ds} {b}.
area: The average Band D bill in {C} was {x} {higher} than in {D} {w}, all precepts included.
area: All precepts included, the average Band D bill was {x} {higher} in {C} than in {D} {w}.
area: {W}, a Band D household paid {x} {more} on average in {C} than in {D}, all precepts included.
ctr: {Cs} council tax requirement was {x} {higher} than {Ds} {w}.
''')
K('ratio2','''
verbal: {C} {v} {r} as much {t} {wa} as {D}.
verbal: {Wb}, {C} {v} {r} as much {t} as {D}.
verbal: {W}, {C} {v} {a} {t}, {r} as much as {D}.
verbal: {C} {v} {a} {t} {w} - {r} as much as {D}.
verbal: {C} {v} {a} {t} {w}, or {r} as much as {D}.
verbal: At {a}, {C} {v} {r} as much {t} {w} as {D}.
verbal: {C} {v} {r} the amount that {D} {v} {t} {w}.
verbal: {C} {v} {rof} the amount {D} did {t} {w}.
verbal: {C} {v} {rof} what {D} {v} {t} {w}.
verbal: {W}, {C} {v} {a} {t}, which was {r} as much as {D} {v}.
verbal: What {C} {v} {t} {w} was {rof} what {D} {v}.
verbal: The {a} that {C} {v} {t} {w} was {rof} {Ds} {b}.
verbal: {C} {v} {r} as much as {D} {t} {w}: {a} against {b}.
verbal~m: {C} {v} {r} as much {t} as {D} {w} ({a} against {b}).
verbal: {D} {v} {b} {t} {w}; {C} {v} {r} as much.
verbal: {C} {v} {r} as much {t} {w} as the {b} {pp} by {D}.
verbal: {R} as much was {pp} {t} by {C} as by {D} {w}.
verbal: {W}, {C} {v} {r} as much {t} as {D} did.
np: {Cs} {np} {was} {rof} {Ds} {w}.
np: {Cs} {np} {was} {rof} the size of {Ds} {w}.
np: {W}, {Cs} {np} came to {a}, {rof} {Ds}.
np: {W}, {Cs} {np} {was} {a}, {r} as much as {Ds}.
np: At {a}, {Cs} {np} {was} {rof} {Ds} {w}.
np: {Cs} {np} amounted to {rof} {Ds} {w}.
np: {np1} in {C} {was} {r} as high as in {D} {w}.
np: {Cs} {np} {was} {r} as large as {Ds} {w}.
spend: {What} cost {C} {r} as much as it cost {D} {w}.
spend: {C} put {r} as much into {what} as {D} {w}.
spend: {W}, {C} spent {r} as much as {D} on {what}.
spend: {C} and {D} spent {a} and {b} on {what} {w}: {r} as much in {C}.
bor: {Cs} debt was {rof} {Ds} {w}.
bor: {C} had {r} as much debt as {D} {w}.
bor: {C} was {r} as deep in debt as {D} {w}.
bor: {W}, {C} had debts of {a}, {r} as much as {D}.
res: {C} had {r} as much {t} as {D} {w}.
res: {W}, {C} had {a} {t}, {r} as much as {D}.
int: {Cs} interest bill was {rof} {Ds} {w}.
pop: {C} had {r} as many residents as {D} {w}.
pop: {W}, {C} had {r} as many people as {D}: {a} against {b}.
pop: {r} as many people lived in {C} as in {D} {w}.
pop: {Cs} population of {a} was {rof} {Ds} {w}.
pop: {C} was {r} as populous as {D} {w}.
ctr: {Cs} council tax requirement was {rof} {Ds} {w}.
''')
K('perhead2','''
verbal: {C} {v} {a} a head {t} {w}, and {D} {b}.
verbal: {W}, {C} {v} {a} per resident {t} and {D} {b}.
verbal: {C} {v} {a} per person {t} {w}, as against {b} in {D}.
verbal: {C} {v} {a} for each resident {t} {w}, while {D} {v} {b}.
verbal: For each resident, {C} {v} {a} {t} {w} and {D} {b}.
verbal: Per head, {C} {v} {a} {t} {w}, compared with {Ds} {b}.
verbal: {C} {v} {more} per head {t} than {D} {w}: {a} against {b}.
verbal: Per resident, {C} {v} {more} {t} {w} than {D}, {a} against {b}.
verbal: {W}, {C} {v} {x} {more} {t} for every resident than {D} did.
verbal: {C} {v} {x} {more} a head {t} {w} than {D}.
verbal: {W}, {C} {v} {x} {more} a head {t} than {D}.
verbal: {C} {v} {a} a head {t} {w}, {x} {more} than {D} {v}.
np: {Cs} {np} per head {was} {a} {w}, {Ds} {b}.
np: {W}, {Cs} {np} came to {a} per resident and {Ds} to {b}.
np: {Cs} {np} per resident {was} {x} {higher} than {Ds} {w}.
np: {Cs} {np} worked out at {a} a head {w}, against {b} in {D}.
spend: {What} cost {C} {a} per resident {w}, compared with {b} in {D}.
bor: {Cs} debt came to {a} per resident {w}, {Ds} to {b}.
bor: {W}, {C} had {a} of debt per resident and {D} {b}.
res: {C} had {a} per resident {t} {w}, {D} {b}.
''')
K('perheadr','''
verbal: {C} {v} {r} as much a head {t} {w} as {D}.
verbal: {W}, {C} {v} {r} as much {t} for each resident as {D}.
verbal: {C} {v} {r} as much per person {t} as {D} {w}.
verbal: Per head, {C} {v} {r} as much {t} as {D} {w}: {a} against {b}.
verbal: {C} {v} {a} per resident {t} {w}, {r} as much as {D}.
verbal: {W}, {C} {v} {a} per head {t}, {rof} {Ds} {b}.
verbal: {C} {v} {r} as much {t} for every resident as {D} did {w}.
np: {W}, {Cs} {np} per head {was} {rof} {Ds}.
np: {Cs} {np} came to {a} per resident {w}, {rof} {Ds} {b}.
bor: {Cs} debt per resident was {rof} {Ds} {w}.
spend: {C} spent {r} as much per resident on {what} {w} as {D} did.
''')
K('rankhi','''
verbal: {C} {v} [more {t} {w} than any other {T1}].
verbal: {W}, {C} {v} [more {t} than any other {T1}].
verbal: {W}, [no other {T1}] {v} more {t} than {C}.
verbal: {W}, [no {T1}] {v} more {t} than {C}.
verbal: [No {T1}] {v} more {t} {wb} than {C}.
verbal: [None of the other {T}] {v} as much {t} {w} as {C}.
verbal: [None of the {N} {T}] {v} more {t} {w} than {C}.
verbal: {C} {v} [the most {t} among {T}] {w}.
verbal: {C} {v} [the most {t} of all {T}] {w}, at {a}.
verbal: {C} {v} [the most {t} of the {N} {T}] {w}.
verbal: Out of {N} {T}, {C} {v} [the most] {t} {w}.
verbal: {W}, of all {T}, {C} {v} [the most] {t}.
verbal: {C} was [the {T1} that {v} the most {t}] {w}.
verbal: It was {C} that {v} [the most {t} of any {T1}] {w}: {a}.
verbal: {C} {v} [more {t} {w} than any of the other {T}].
verbal: {C} {v} [more {t} than every other {T1}] {w}.
verbal: {W}, {C} {v} {a} {t}, [the most of any {T1}].
verbal: {W}, {C} {v} {a} {t}: [more than any other {T1}].
verbal: {C} {v} {a} {t} {w}, which was [more than any other {T1}].
verbal: {C}, which {v} {a} {t} {w}, {v} [more than any other {T1}].
verbal: With {a}, {C} {v} [the most {t} of any {T1}] {w}.
verbal: {C} {v} {a} {t} {w}, and [no other {T1}] {v} more.
np: {C} topped [the list of {T}] for {np} {w}, at {a}.
verbal: {Cs} {a} {t} was [the most of any {T1}] {w}.
verbal: The {a} {C} {v} {t} {w} was [the most of any {T1}].
verbal: [The most {t} by any {T1}] {w} was {pp} by {C}: {a}.
np: {Cs} {np} {was} [the highest of any {T1}] {w}.
np: {W}, {Cs} {np} {was} [the highest among {T}].
np: {W}, {C} had [the highest {np} of any {T1}].
np: {C} had [the highest {np} of any {T1}] {w}, at {a}.
np: {C} had [the highest {np} among {T}] {w}.
np: {C} had [higher {np} than any other {T1}] {w}.
np: {W}, [no other {T1}] had higher {np} than {C}.
np: [No {T1}] had higher {np} {w} than {Cs} {a}.
np: {Cs} {np} {was} [the largest of any {T1}] {w}.
np: {C} ranked [first among {T}] for {np} {w}.
np: {C} was ranked [first of {N} {T}] for {np} {w}.
np: {C} came [top among {T}] for {np} {w}.
np: {C} was [top of the {N} {T}] for {np} {w}, with {a}.
np: For {np}, {C} came [first among {T}] {w}.
np: {C} led [the {N} {T}] for {np} {w}, at {a}.
np: Among {T}, {Cs} {np} {was} [the highest] {w}.
np: Of the {N} {T}, {C} had [the highest] {np} {w}.
np: {np1} {was} [higher in {C} than in any other {T1}] {w}.
np: [Highest of all {T}] for {np} {w} was {C}, at {a}.
spend: {C} was [the biggest spender on {what} among {T}] {w}.
spend: {C} was [the highest-spending {T1} on {what}] {w}, at {a}.
spend: {C} outspent [every other {T1}] on {what} {w}.
spend: [The biggest spender on {what} among {T}] {w} was {C}, with {a}.
bor: {C} was [the most indebted {T1}] {w}, owing {a}.
bor: {C} had [the biggest debt of any {T1}] {w}.
bor: {C} had [the largest debts of any {T1}] {w}: {a}.
bor: {W}, {C} had [more debt than any other {T1}].
bor: [The most indebted {T1}] {w} was {C}, which owed {a}.
res: {C} had [the most {t} of any {T1}] {w}.
res: {C} had [the largest {np} of any {T1}] {w}, at {a}.
res: {W}, {C} had [the largest {np} among {T}].
int: {C} had [the highest interest bill of any {T1}] {w}, at {a}.
int: {C} had [the biggest interest bill among {T}] {w}.
pop: {C} had [the largest population of any {T1}] {w}.
pop: {C} had [more residents than any other {T1}] {w}: {a}.
pop: {W}, {C} was [the most populous {T1}], with {a} residents.
pop: With {a} residents, {C} was [the most populous of the {N} {T}] {w}.
pop: [No other {T1}] had as many residents as {C} {w}.
pop: [The most populous {T1}] {w} was {C}, with {a} people.
bandd: {W}, {C} had [the highest own Band D council tax of any {T1}].
bandd: {C} set [the highest Band D council tax of its own of any {T1}] {w}: {a}.
bandd: [The highest own Band D council tax among {T}] {w} was {Cs}, at {a}.
area: The average Band D bill in {C} was [the highest of any {T1}] {w}, all precepts included.
area: {W}, [no other {T1}] had a higher average Band D bill than {C}, all precepts included.
ctr: {C} had [the highest council tax requirement of any {T1}] {w}.
''')
K('ranklo','''
verbal: {W}, {C} {v} [less {t} than any other {T1}].
verbal: {W}, [no {T1}] {v} less {t} than {C}.
verbal: [No {T1}] {v} less {t} {w} than {Cs} {a}.
verbal: {C} {v} [the least {t} of the {N} {T}] {w}.
verbal: {C} {v} [the least {t} among {T}] {w}, at {a}.
verbal: {W}, {C} {v} {a} {t}, [the least of any {T1}].
verbal: [Every other {T1}] {v} more {t} {w} than {C}.
verbal: {W}, [every other {T1}] {v} more {t} than {C}, which {v} {a}.
verbal: [All the other {T}] {v} more {t} {w} than {C}.
np: {Cs} {np} {was} [the lowest of any {T1}] {w}.
np: {C} had [the lowest {np} of any {T1}] {w}, at {a}.
np: {C} had [the lowest {np} among {T}] {w}.
np: {W}, {C} had [the lowest {np} of the {N} {T}].
np: [No {T1}] had lower {np} {w} than {C}.
np: {Cs} {np} {was} [lower than any other {T1s}] {w}.
np: {Cs} {np} {was} [the smallest of any {T1}] {w}.
np: {C} came [last of the {N} {T}] for {np} {w}, at {a}.
np: {C} ranked [last among {T}] for {np} {w}.
np: {C} was [bottom of the {N} {T}] for {np} {w}, with {a}.
np: {np1} {was} [lower in {C} than in any other {T1}] {w}.
spend: {C} was [the lowest-spending {T1} on {what}] {w}, at {a}.
spend: [The smallest spender on {what} among {T}] {w} was {C}, with {a}.
bor: {C} had [the smallest debt of any {T1}] {w}: {a}.
bor: {C} was [the least indebted {T1}] {w}, owing {a}.
res: {C} had [the smallest {np} of any {T1}] {w}.
pop: {C} had [the smallest population of any {T1}] {w}, {a}.
pop: {W}, {C} had [fewer residents than any other {T1}].
pop: {C} had [the fewest residents of any {T1}] {w}: {a}.
pop: [The least populous {T1}] {w} was {C}, with {a} people.
bandd: {W}, {C} had [the lowest own Band D council tax of any {T1}], at {a}.
bandd: {C} set [a lower Band D council tax of its own than any other {T1}] {w}.
area: The average Band D bill in {C} was [the lowest of any {T1}] {w}, all precepts included.
area: {W}, {Cs} average Band D bill was [lower than in any other {T1}], all precepts included.
''')
K('rankn','''
verbal: {C} {v} [the {nth} most {t} among {T}] {w}.
verbal: {W}, {C} {v} [the {nth} most {t} of any {T1}], at {a}.
verbal: {C} {v} {a} {t} {w}, [the {nth} most among the {N} {T}].
verbal: Of the {N} {T}, {C} {v} [the {nth} most] {t} {w}.
verbal: {W}, of the {N} {T}, {C} {v} [the {nth} most] {t}.
verbal: [Only one other {T1}] {v} more {t} than {C} {w}.
verbal: {W}, [only one {T1}] {v} more {t} than {C}.
verbal: {C} {v} {a} {t} {w}; [only one {T1}] {v} more.
verbal: [Just one {T1}] {v} more {t} {w} than {C}.
np: {W}, {C} had [the {nth} highest {np} of any {T1}].
np: {C} had [the {nth} highest {np} among {T}] {w}.
np: {C} had [the {nth} highest {np} of the {N} {T}] {w}, at {a}.
np: {C} ranked [{nth} among {T}] for {np} {w}.
np: {C} was ranked [{nth} of {N} {T}] for {np} {w}.
np: {C} was [{nth} among {T}] for {np} {w}, at {a}.
np: {C} was [in {nth} place among {T}] for {np} {w}.
np: {C} took [{nth} place among the {N} {T}] for {np} {w}.
np: For {np}, {C} ranked [{nth} out of {N} {T}] {w}.
np: For {np}, {C} came [{nth} among {T}] {w}, at {a}.
np: Among {T}, {C} came [{nth}] for {np} {w}.
np: {W}, {C} came [{nth} of the {N} {T}] for {np}.
np: {Cs} {np} {was} [the {nth} largest of any {T1}] {w}.
np: {W}, {Cs} {np} ranked [{nth} among {T}], at {a}.
np: {Cs} {np} of {a} {was} [the {nth} highest among the {N} {T}] {w}.
np: {C} placed [{nth} among {T}] for {np} {w}.
spend: {C} was [the {nth} biggest spender on {what} among {T}] {w}.
spend: {C} was [the {nth} highest spender on {what} of the {N} {T}] {w}, at {a}.
bor: {C} was [the {nth} most indebted {T1}] {w}, owing {a}.
bor: {C} had [the {nth} largest debt of any {T1}] {w}.
res: {C} had [the {nth} largest {np} of any {T1}] {w}.
pop: {C} was [the {nth} most populous {T1}] {w}, with {a} residents.
pop: {C} had [the {nth} largest population of any {T1}] {w}.
bandd: {C} had [the {nth} highest own Band D council tax among {T}] {w}, at {a}.
area: The average Band D bill in {C} was [the {nth} highest of any {T1}] {w}, all precepts included.
''')
K('rankph','''
verbal: {W}, {C} {v} [{more} per head {t} than any other {T1}].
verbal: {C} {v} [the {most} per head {t} of any {T1}] {w}: {a}.
verbal: Per head, {C} {v} [the {most} {t} of any {T1}] {w}.
verbal: {W}, [no {T1}] {v} {more} per head {t} than {C}.
verbal: [No other {T1}] {v} {more} per resident {t} {w} than {C}: {a}.
verbal: {C} {v} [{more} for each resident {t} than any other {T1}] {w}.
verbal: Among {T}, {C} {v} [the {most} per resident] {t} {w}.
verbal: Of the {N} {T}, {C} {v} [the {most} per head] {t} {w}, at {a}.
verbal: {C} {v} {a} per person {t} {w}, [the {most} of any {T1}].
verbal: {W}, {C} {v} {a} a head {t}, [{more} than any other {T1}].
np: {C} had [the {hi} {np} per head of any {T1}] {w}.
np: {Cs} {np} per head {was} [the {hi} of any {T1}] {w}, at {a}.
np: {W}, {Cs} {np} per resident {was} [the {hi} among {T}].
np: {C} had [the {hi} {np} per resident among {T}] {w}: {a}.
spend: Spending per resident on {what} was [the {hi} in {C} of any {T1}] {w}.
bor: Per resident, {Cs} debt was [the {hi} of any {T1}] {w}.
''')
K('rankphn','''
np: Per head, {Cs} {np} {was} [the {nth} highest of any {T1}] {w}.
np: {C} ranked [{nth} among {T}] for {np} per head {w}.
np: {C} had [the {nth} highest {np} per resident of any {T1}] {w}, at {a}.
np: {W}, {C} came [{nth} of the {N} {T}] for {np} per head.
verbal: {W}, {C} {v} {a} a head {t}, [the {nth} most of any {T1}].
verbal: Per resident, {C} {v} [the {nth} most {t} of any {T1}] {w}.
verbal: {C} {v} [the {nth} most per head {t} among {T}] {w}.
''')
K('rankreg','''
verbal: {C} {v} [more {t} {w} than any other district in the {A}].
verbal: {W}, {C} {v} [the most {t} of any district in the {A}].
verbal: {C} {v} {a} {t} {w}, [the most of any district in the {A}].
verbal: [No other district in the {A}] {v} more {t} than {C} {w}.
verbal: {W}, [no district in the {A}] {v} more {t} than {C}: {a}.
verbal: Of the districts in the {A}, {C} {v} [the most] {t} {w}.
verbal: Among districts in the {A}, {C} {v} [the most] {t} {w}: {a}.
verbal: Of the {N} districts in the {A}, {C} {v} [the most] {t} {w}.
verbal: {C} {v} [the least {t} of any district in the {A}] {w}.
verbal: [No district in the {A}] {v} less {t} {w} than {C}.
verbal: {C} {v} [the {nth} most {t} of any district in the {A}] {w}.
np: {C} had [the highest {np} of any district in the {A}] {w}.
np: {Cs} {np} {was} [the highest of any district in the {A}] {w}, at {a}.
np: {C} came [{nth} among districts in the {A}] for {np} {w}, with {a}.
np: {C} ranked [{nth} of the {N} districts in the {A}] for {np} {w}.
np: {Cs} {np} {was} [the lowest of any district in the {A}] {w}, at {a}.
np: {W}, {C} had [the {nth} highest {np} in the {A} among districts].
verbal: {C} {v} [more per head {t} than any other district in the {A}] {w}.
verbal: Per resident, {C} {v} [the most {t} of any district in the {A}] {w}: {a}.
verbal: {C} {v} {a} per resident {t} {w}, [the most of any district in the {A}].
pop: {C} was [the most populous district in the {A}] {w}.
pop: {C} had [more residents than any other district in the {A}] {w}: {a}.
pop: {C} had [the smallest population of any district in the {A}] {w}.
bor: {C} was [the most indebted district in the {A}] {w}, owing {a}.
''')
K('rankall','''
any: Per resident, {C} {v} [more {t} than any other council in {R_}] {w}: {a}.
any: {C} {v} {a} per resident {t} {w}, [the most of any council in {R_}].
any: {W}, {C} {v} {a} {t} for each resident, [more per head than any other council in {R_}].
any: [No council in {R_}] {v} more per head {t} {w} than {C}.
any: {C} had [the highest {np} per head of any council in {R_}] {w}.
any: {C} {v} [the {nth} most per head {t} of any council in {R_}] {w}.
any: {W}, {Cs} {np} per resident {was} [the {nth} highest in {R_}], at {a}.
any: {C} came [{nth} among councils in {R_}] for {np} per head {w}.
''')
K('rankchg','''
np: {C} ranked [[{mth} among {T}]] for {np} {w0} and [{nth}] {w}.
np: {C} {moved} from [[{mth}]] among {T} for {np} {w0} to [{nth}] {w}.
np: {C}, [[{mth} among {T}]] for {np} {w0}, was [{nth}] {w}.
np: For {np}, {C} came [[{mth} among {T}]] {w0} and [{nth}] {w}.
np: {C} went from [[{mth} place among {T}]] for {np} {w0} to [{nth} place] {w}.
np: {C} came [{nth} among {T}] for {np} {w}, having been [[{mth}]] {w0}.
np: {C} ranked [{nth} among {T}] for {np} {w}, compared with [[{mth}]] {w0}.
np: {W0}, {C} was [[{mth} among {T}]] for {np}; {w}, it was [{nth}].
verbal: {C} {v} [[the {mth} most {t} of any {T1}]] {w0} and [the {nth} most] {w}.
''')
K('top2','''
verbal: {C} {v} [the most {t} of any {T1}] {w}, [[followed by {D}]].
verbal: {C} {v} [the most {t} of any {T1}] {w}, {a}, followed by {D}, [[in second place]], with {b}.
verbal: {C} {v} [the most {t} of any {T1}] {w} and {D} [[the second most]].
verbal: {W}, {C} ({a}) {v} [the most {t} of any {T1}] and {D} ({b}) [[the second most]].
verbal: Among {T}, {C} {v} [the most] {t} {w}, {a}, and {D} [[the second most]], {b}.
verbal: {C} {v} [the most {t} of any {T1}] {w}, {x} more than {D}, [[the second highest]].
verbal: {C} {v} {a} {t} {w}, [the most of any {T1}] and {x} more than {D} [[in second place]].
verbal: {C} {v} [more {t} than any other {T1}] {w}: {a}, {x} ahead of {D} [[in second place]].
verbal: {C} {v} [the most {t} of any {T1}] {w}, {r} as much as {D} [[in second place]].
verbal: {C} {v} {a} {t} {w}, [the most of any {T1}]; {D} came [[second]] with {b}.
verbal: {C} {v} [the most] {t} {w} of the {N} {T}; {D} was [[second]].
verbal: {C} {v} [the least {t} of any {T1}] {w} and {D} [[the second least]].
np: {C} came [first] and {D} [[second]] among {T} for {np} {w}.
np: {C} had [the highest {np} of any {T1}] {w}, {D} [[the second highest]].
np: {W}, {C} and {D} had [the highest] and [[second highest]] {np} of all {T}.
np: {Cs} {np} {was} [the highest among {T}] {w}, at {a}; {Ds} {was} [[the second highest]], at {b}.
np: For {np}, {C} came [first among {T}] {w} with {a}, {x} ahead of {D} [[in second place]].
np: {C} came [first among {T}] for {np} {w}, {D} [[second]] and {E} <third>.
verbal: {C} {v} [the most {t} of any {T1}] {w}, {D} [[the second most]] and {E} <the third most>.
verbal: {W}, {C} {v} {a} {t}, [the most of any {T1}]; {D} [[came second]] and {E} <came third>.
np: {C} had [the lowest {np} of any {T1}] {w}, at {a}, and {D} [[the second lowest]], at {b}.
pop: {C} had [the largest population of any {T1}] {w} and {D} [[the second largest]].
pop: {C} was [the most populous {T1}] {w}, ahead of {D} [[in second place]].
''')
K('range','''
verbal: Among {T}, {C} {v} [the most] {t} {w}, {a}, and {D} [[the least]], {b}.
verbal: {C} {v} [the most {t} of any {T1}] {w}, {a}; {D} {v} [[the least]], {b}.
verbal: {W}, {C} {v} [the most {t} of any {T1}] and {D} [[the least]].
verbal: {C}, [the {T1} that {v} the most {t}] {w}, {v} {r} as much as {D}, [[which {v} the least]].
verbal: {C} {v} [more {t} than any other {T1}] {w}, and {D} [[less than any]]: {a} against {b}.
np: Among {T}, {np} ranged from {b} [[in {D}]] to {a} [in {C}] {w}.
np: {W}, {np} among {T} {was} [highest in {C}], at {a}, and [[lowest in {D}]], at {b}.
np: {C} had [the highest {np} of any {T1}] {w}, at {a}, and {D} [[the lowest]], at {b}.
np: {Cs} {np} {was} [the highest among {T}] {w} and {Ds} [[the lowest]].
np: {np1} {was} [highest in {C}] and [[lowest in {D}]] of all {T} {w}.
np: The gap between [the highest {np} among {T}], {Cs}, and [[the lowest]], {Ds}, was {x} {w}.
bandd: Among {T}, {C} had [the highest] own Band D council tax {w}, {a}, and {D} [[the lowest]], {b}.
bandd: {W}, own Band D council tax among {T} ranged from {b} [[in {D}]] to {a} [in {C}].
pop: {C} was [the most populous] of the {N} {T} {w}, with {a} people, and {D} [[the least]], with {b}.
verbal: {C} {v} [the most per head {t} of any {T1}] {w}, {a}, and {D} [[the least]], {b}.
np: Among {T}, {np} per head ranged from {b} [[in {D}]] to {a} [in {C}] {w}.
''')
K('vsgroup','''
verbal: {C} {v} {a} {t} {w}; the average {T1} {v} {avg}.
verbal: {C} {v} {a} {t} {w}, while the average {T1} {v} {avg}.
verbal: The average {T1} {v} {avg} {t} {w}, but {C} {v} {a}.
verbal: {C} {v} {a} {t} {w}, as against an average of {avg} for {T}.
verbal: {C} {v} {a} {t} {w}, against the average of {avg} for {T}.
verbal: {W}, {C} {v} {xa} {morea} {t} than the average {T1}.
verbal: {C} {v} {a} {t} {w}, {xa} {abovea} the average for {T}.
verbal: {C} {v} {morea} {t} {w} than the average {T1}: {a} against {avg}.
verbal: {C} {v} {morea} than the average {T1} {t} {w}, by {xa}.
verbal: At {a}, {C} {v} {xa} {morea} {t} {w} than the average {T1}.
verbal: Compared with the average {T1}, {C} {v} {xa} {morea} {t} {w}.
verbal: Compared with the typical {T1}, {C} {v} {r} as much {t} {w}.
verbal: {W}, {C} {v} {r} as much {t} as the typical {T1}.
verbal: {W}, {C} {v} {a} {t}, {r} as much as the typical {T1}.
verbal: {C} {v} {a} {t} {w}, {r} the typical {T1s} {med}.
verbal: {C} {v} {a} {t} {w}, whereas the typical {T1} {v} {med}.
verbal: The typical {T1} {v} {med} {t} {w}, {C} {a}.
verbal: While the typical {T1} {v} {med} {t} {w}, {C} {v} {a}.
np: {Cs} {np} {was} {a} {w}, compared with an average of {avg} across {T}.
np: {Cs} {np} came to {a} {w}, {xa} {abovea} the average {T1}.
np: {Cs} {np} {was} {xa} {abovea} the average for {T} {w}.
np: {Cs} {np} stood at {a} {w}, against {med} in the typical {T1}.
np: {Cs} {np} {was} {rof} the typical {T1s} {w}.
bandd: {Cs} own Band D council tax was {a} {w}, against an average of {avg} among {T}.
bandd: {C} set its own Band D council tax at {a} {w}; the average for {T} was {avg}.
''')
K('phgrp','''
verbal: {C} {v} {a} per resident {t} {w}, compared with {b} across all {T}.
verbal: {C} {v} {a} per head {t} {w}, against {b} for {T} as a whole.
verbal: {W}, {C} {v} {a} a head {t}; {T} together {v} {b}.
verbal: {C} {v} {r} as much per head {t} {w} as {T} as a whole.
verbal: {C} {v} {x} {more} per resident {t} {w} than {T} as a whole.
verbal: Per resident, {C} {v} {a} {t} {w}, while {T} {v} {b}.
verbal: {C} {v} {a} for each resident {t} {w}, {x} {more} than {T} did overall.
np: {Cs} {np} came to {a} per resident {w}, against {b} for all {T}.
np: {Cs} {np} per head {was} {a} {w}, {x} {above} {that} of {T} as a whole.
''')
K('typecmp','''
verbal: {Tc} {v} {a} a head {t} {w}, and {U} {b}.
verbal: {W}, {T} {v} {a} per resident {t} and {U} {b}.
verbal: {W}, {T} {v} {x} {more} per head {t} than {U}.
verbal: {Tc} {v} {more} per head {t} than {U} {w}: {a} against {b}.
verbal: For every resident, {T} {v} {a} {t} {w}, compared with {b} in {U}.
verbal: Per head, {T} {v} {r} as much {t} {w} as {U}.
verbal: {Tc} {v} {a} per person {t} {w}, {r} as much as {U}.
verbal: {Tc} {v} {a} per head {t} {w}, as against {b} in {U}.
verbal: {Tc} {v} {x} {more} for each resident {t} {w} than {U} did.
np: {W}, {np} came to {a} per head in {T} and {b} in {U}.
np: {np1} per head {was} {higher} in {T} than in {U} {w}: {a} against {b}.
np: {np1} came to {a} per resident in {T} {w}, compared with {b} in {U}.
spend: {What} cost {T} {a} per resident {w}, and {U} {b}.
''')
K('natcmp','''
any: {Aa} councils {v} {a} per resident {t} {w}, and {Ba} councils {b}.
any: Councils in {A} {v} {a} a head {t} {w}, compared with {b} in {B}.
any: {W}, councils in {A} {v} {more} per head {t} than those in {B}: {a} against {b}.
any: Per resident, {Aa} councils {v} {x} {more} {t} than {Ba} councils {w}.
any: Per head, {Aa} councils {v} {r} as much {t} {w} as {Ba} councils.
any: In {A}, councils {v} {a} {t} for every resident {w}; in {B}, {b}.
any: {np1} per head {was} {a} in {A} {w} and {b} in {B}.
any: {W}, {Aa} councils {v} {a} per person {t}, while {Ba} councils {v} {b}.
''')
K('regcmp','''
verbal: {W}, districts in the {A} {v} {a} per resident {t} and those in the {B} {b}.
verbal: Per resident, districts in the {A} {v} {a} {t} {w}, compared with {b} in the {B}.
verbal: {W}, the average district in the {A} {v} {a} {t}; in the {B} it was {b}.
verbal: The average district {v} {a} {t} in the {A} and {b} in the {B} {w}.
verbal: On average, districts in the {A} {v} {a} {t} {w} and districts in the {B} {b}.
verbal: {W}, districts in the {A} {v} {a} {t} in all, and those in the {B} {b}.
verbal: Districts in the {A} {v} {a} {t} for each resident {w}, and districts in the {B} {b}.
verbal: The average district in the {A} {v} {a} {t} {w}, while its counterpart in the {B} {v} {b}.
''')
K('fratio','''
spend: {C} spent {r} as much on {what} as on {what2} {w}.
spend: {W}, {C} spent {r} as much on {what} as it did on {what2}.
spend: {C} spent {a} on {what} {w}, {r} as much as on {what2}.
spend: {C} spent {a} on {what} {w}, {rof} the {b} it spent on {what2}.
spend: {Cs} spending on {what} was {rof} its spending on {what2} {w}.
spend: {R} as much went on {what} as on {what2} in {C} {w}.
spend: {C} spent {x} more on {what} than on {what2} {w}.
spend: {W}, {C} spent {x} more on {what} than it did on {what2}.
spend: {What} cost {C} {x} more than {what2} {w}.
spend: {Cs} spending on {what} {w} was {a}, {x} more than on {what2}.
spend: {Cs} spending on {what} exceeded that on {what2} by {x} {w}.
spend: {C} spent more on {what} than on {what2} {w}, by {x}.
spend: {W}, {C} spent {a} on {what} and {b} on {what2}, a difference of {x}.
held: {W}, {Cs} {np} {was} {rof} its {np2}.
held: {Cs} {np} came to {a} {w}, {rof} its {np2}.
held: {Cs} {np} {was} {x} more than its {np2} {w}.
res: {C} held {r} as much {t} as {t2} {w}.
res: {C} held {a} {t} {w}, {r} as much as {t2}.
res: {C} held {x} more {t} than {t2} {w}.
''')
K('gfratio','''
spend: {Tc} spent {r} as much on {what} as on {what2} {w}.
spend: {W}, {T} spent {a} on {what} and {b} on {what2}.
spend: {W}, {T} between them spent {a} on {what}, {r} as much as on {what2}.
spend: {Tc} spent {x} more on {what} than on {what2} {w}.
spend: Between them, {T} spent {a} on {what} {w} and {b} on {what2}.
spend: Spending by {T} on {what} was {rof} that on {what2} {w}.
spend: {Tc} spent more on {what} than on {what2} {w}: {a} against {b}.
res: {Tc} held {a} {t} {w} and {b} {t2}.
res: {W}, {T} held {r} as much {t} as {t2}.
res: Between them, {T} held {x} more {t} than {t2} {w}.
''')
K('part2','''
spend: {C} spent {p} of its service spending on {what} in {y}, {D} {q}.
spend: {What} accounted for {p} of {Cs} spending on services in {y}, compared with {q} of {Ds}.
spend: In {y}, {C} spent {pn} of every service pound on {what} and {D} {qn}.
spend: In {y}, {what} took {p} of {Cs} spending on services and {q} of {Ds}.
spend: Of every pound {C} spent on services in {y}, {pn} went on {what}; in {D}, it was {qn}.
spend: While {C} spent {p} of its spending on services on {what} in {y}, {D} spent {q}.
spend: {What} made up {p} of {Cs} spending on services in {y}, as against {q} in {D}.
''')
K('xtwo','''
x_base: {Cs} council tax base was {a} {w} and {Ds} {b}.
x_asc: {C} raised {a} through the adult social care precept {w}, {D} {b}.
x_asc: {C} raised {x} {more} than {D} through the adult social care precept {w}.
x_cts: Council tax support cost {C} {a} {w} and {D} {b}.
x_cts: {C} gave up {a} of council tax through council tax support {w}, compared with {b} in {D}.
x_hra: {Cs} Housing Revenue Account spent {a} {w}, {Ds} {b}.
x_inc: {C} earned {a} in interest and investment income {w}, {D} {b}.
x_inc: {C} earned {more} from interest and investments than {D} {w}: {a} against {b}.
x_par: Parish precepts came to {a} in {C} and {b} in {D} {w}.
x_bank: {C} owed UK banks {a} in longer-term loans {w}, {D} {b}.
x_coll: {C} expected to collect {a} of its council tax {w} and {D} {b}.
x_coll: {C} expected to collect {x} {more} of its council tax than {D} {w}.
x_lent: {C} had lent {a} to other local authorities {w}, {D} {b}.
''')
