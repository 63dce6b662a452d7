K('value','''
verbal: {C} {v} {a} {t} {wa}.
verbal: {C} {v} {a} {t} {wb}.
verbal: {Wc}, {C} {v} {a} {t}.
verbal~m: {C} {v} {a} {t} {wd}.
verbal~f: {C} {v} {a} {t} {w}.
verbal~f: {W}, {C} {v} {a} {t}.
spend: {C} spent a total of {a} on {what} {w}.
spend: A total of {a} was spent on {what} by {C} {w}.
spend: In all, {C} spent {a} on {what} {w}.
spend: Altogether, {C} spent {a} on {what} {w}.
spend: {Cs} total spending on {what} {w} was {a}.
spend~m: {Cs} total spend on {what} {w} was {a}.
spend: {Cs} bill for {what} came to {a} {w}.
spend: {Cs} {what} bill {w} was {a}.
spend: {What} cost {C} {a} {w}.
spend: {W}, {what} cost {C} {a}.
spend: {C} devoted {a} to {what} {w}.
spend: {W}, {C} devoted {a} to {what}.
spend: {C} used {a} for {what} {w}.
spend: {a} went on {what} in {C} {w}.
spend: {W}, {a} went on {what} in {C}.
spend: {a} of {Cs} money went on {what} {w}.
spend: {Cs} expenditure on {what} was {a} {w}.
spend: Expenditure on {what} by {C} came to {a} {w}.
spend: {W}, {Cs} expenditure on {what} reached {a}.
spend: {Cs} outlay on {what} {w} was {a}.
spend: Spending on {what} in {C} stood at {a} {w}.
spend: Spending on {what} in {C} came to {a} {wb}.
spend: The sum {C} spent on {what} {w} was {a}.
spend: The total that {C} spent on {what} {w} was {a}.
spend: How much {C} spent on {what} {w}: {a}.
spend: {C} ran up a bill of {a} for {what} {w}.
spend: Providing {what} cost {C} {a} {w}.
spend: It cost {C} {a} to provide {what} {w}.
spend: {C} paid {a} for {what} {w}.
spend: The figure for {Cs} spending on {what} {w} was {a}.
spend: For {what}, {C} spent {a} {w}.
spend: On {what}, {C} spent {a} {w}.
spend: {C} got through {a} on {what} {w}.
spend: The cost of {what} to {C} was {a} {w}.
spend: {Wb}, {C} spent {a} on {what}.
spend: During {y}, {C} spent {a} on {what}.
spend: Over the course of {y}, {C} spent {a} on {what}.
spend: {C} spent {a} on {what} during {y}.
spend: {C} spent {a} on {what} over the year {y}.
spend: For {y}, {Cs} spending on {what} was {a}.
spend: {Cs} {what} spending was {a} {w}.
spend: {Cs} spending on {what} was {a} for {y}.
spend: {Cs} {y} spending on {what} came in at {a}.
spend: {C} spent altogether {a} on {what} {w}.
res: {C} had reserves of {a} earmarked {w}.
res: {C} had {a} set by {t} {w}.
res: {C} was holding {a} {t} {w}.
res: {W}, {C} was holding {a} {t}.
res: {C} kept {a} {t} {w}.
res: {Cs} {np} were worth {a} {w}.
res: {Cs} {np} contained {a} {w}.
res: {W}, {Cs} {np} held {a}.
res: There was {a} {t} at {C} {w}.
res: {W}, there was {a} in {Cs} {np}.
res: {Cs} {np} amounted to {a} {wa}.
res: {We}, {Cs} {np} stood at {a}.
res: The balance of {Cs} {np} was {a} {w}.
res: {Cs} {np} had a balance of {a} {w}.
res: {Wb}, {C} had {a} {t}.
res: {C} ended {y} with {a} {t}.
res: {C} finished {y} with {a} {t}.
res: {C} closed {y} with {np} of {a}.
res: At the close of {y}, {C} held {a} {t}.
res: {C} had {np} of {a} {w}.
res: {C} reported {np} of {a} {wa}.
res: With {a} {t}, {C} ended {y}.
res: At the end of the financial year {y}, {C} held {a} {t}.
inv: {C} had {np} of {a} {w}.
inv: {C} had {np} worth {a} {w}.
inv: {Cs} {np} were worth {a} {w}.
inv: {Cs} {np} were valued at {a} {w}.
inv&dep: {C} had placed {a} {t} {w}.
inv&dep: {W}, {C} had {a} {t}.
inv: {Wa}, {Cs} {np} amounted to {a}.
bor: {C} had {a} of borrowing {w}.
bor: {C} had borrowing of {a} {w}.
bor: {C} had {a} of debt {w}.
bor: {C} had debts of {a} {w}.
bor: {C} had debts totalling {a} {w}.
bor: {C} was {a} in debt {w}.
bor: {W}, {C} was in debt to the tune of {a}.
bor: {Cs} debts came to {a} {w}.
bor: {Cs} total debt was {a} {w}.
bor: {Cs} outstanding borrowing was {a} {w}.
bor: {W}, {Cs} outstanding debt amounted to {a}.
bor: {C} had {a} in outstanding loans {w}.
bor: {Cs} loans outstanding came to {a} {w}.
bor: {a} was outstanding on {Cs} loans {w}.
bor: {C} had borrowed {a} by {n1}.
bor: {By} {n1}, {C} had run up debts of {a}.
bor: {C} still had {a} to repay {w}.
bor: {Cs} lenders were owed {a} {w}.
bor: {W}, {C} owed its lenders {a}.
bor: {C} ended {y} owing {a}.
bor: {C} carried {a} of debt {w}.
bor~m: Debt at {C} stood at {a} {we}.
bor: Borrowing by {C} stood at {a} {wa}.
pwlb: {C} owed the Public Works Loan Board {a} {w}.
pwlb: {W}, {C} owed the Public Works Loan Board {a}.
pwlb: The Public Works Loan Board was owed {a} by {C} {w}.
pwlb: {C} had {a} of loans from the Public Works Loan Board {w}.
pwlb: {C} had loans of {a} from the Public Works Loan Board {w}.
pwlb: {W}, {C} had {a} outstanding with the Public Works Loan Board.
pwlb: {Cs} borrowing from the Public Works Loan Board came to {a} {w}.
pwlb: Public Works Loan Board loans to {C} stood at {a} {w}.
pwlb: {W}, {a} of what {C} owed was to the Public Works Loan Board.
int: Interest cost {C} {a} {w}.
int: {C} paid {a} of interest {w}.
int: {C} paid interest of {a} {w}.
int: {C} paid out {a} in interest {w}.
int: {Cs} interest bill came to {a} {w}.
int: {W}, {Cs} interest bill was {a}.
int: The interest {C} paid {w} came to {a}.
int: {W}, {C} spent {a} on interest.
int: {C} faced interest payments of {a} {w}.
int: Interest payments by {C} came to {a} {wb}.
int~m: {C} paid its lenders {a} in interest {w}.
int: Servicing its debt cost {C} {a} in interest {w}.
mrp: {C} put aside {a} to repay debt {w}.
mrp: {C} set {a} aside to repay debt {w}.
mrp: {W}, {C} set {a} aside to pay off debt.
mrp: {C} set aside {a} for the repayment of debt {w}.
mrp: {C} made provision of {a} to repay debt {w}.
mrp: {Cs} provision for repaying debt was {a} {w}.
ctr: {Cs} council tax requirement was {a} {w}.
ctr: {W}, {C} needed to raise {a} from council tax.
ctr: {C} needed {a} from council tax {w}.
ctr: {C} had a council tax requirement of {a} {w}.
ctr: {C} was to raise {a} in council tax {w}.
ctr: {W}, the council tax requirement of {C} was {a}.
ctr~f: {Cs} council tax requirement for {y} was {a}.
bandd: {Cs} own share of Band D council tax was {a} {w}.
bandd: {Cs} own Band D charge was {a} {w}.
bandd: {W}, {C} charged {a} for its own part of a Band D bill.
bandd: {C} charged Band D households {a} for its own services {w}.
bandd: {W}, {C} set its own Band D council tax at {a}.
bandd: {C} set a Band D council tax of its own of {a} {w}.
bandd: {C} put its own Band D council tax at {a} for {y}.
bandd: {Cs} own part of Band D council tax was {a} for {y}.
bandd: {W}, {Cs} own Band D council tax stood at {a}.
bandd: The Band D council tax that {C} itself set {w} was {a}.
area: A Band D household in {C} faced an average bill of {a} {w}, all precepts included.
area: {W}, the average Band D bill in {C} came to {a}, with all precepts.
area: The average Band D bill in {C} was {a} {w}, all precepts included.
area: With all precepts included, the average Band D bill in {C} was {a} {w}.
area: Including all precepts, Band D council tax in {C} averaged {a} {w}.
area: Band D council tax averaged {a} in {C} {w}, all precepts included.
area: All precepts included, a Band D home in {C} was charged {a} on average {w}.
area: The average council tax bill for a Band D property in {C} was {a} {w}, precepts included.
pop: {a} people lived in {C} {w}.
pop: {W}, {a} people lived in {C}.
pop: {W}, {C} had a population of {a}.
pop: {C} had {a} people living in it {w}.
pop: {C} was home to {a} people {w}.
pop: {W}, {C} was home to {a} people.
pop: {Cs} population stood at {a} {w}.
pop: The population of {C} was {a} {w}.
pop: There were {a} people living in {C} {w}.
pop: {W}, there were {a} residents in {C}.
pop: {C} had an estimated population of {a} {w}.
pop: An estimated {a} people lived in {C} {w}.
pop: {Cs} residents numbered {a} {w}.
pop: The number of people living in {C} was {a} {w}.
pop: {W}, the population of {C} was put at {a}.
''')
K('xval','''
x_asc: {C} raised {a} through the adult social care precept {w}.
x_asc: The adult social care precept raised {a} for {C} {w}.
x_asc: {W}, the adult social care precept brought {C} {a}.
x_asc: {Cs} adult social care precept was worth {a} {w}.
x_asc: {Cs} adult social care precept came to {a} {w}.
x_cts: Council tax support cost {C} {a} {w}.
x_cts: {C} gave up {a} of council tax through council tax support {w}.
x_cts: {C} went without {a} in council tax through council tax support {w}.
x_cts: {W}, {C} forwent {a} in council tax under its council tax support scheme.
x_cts: {Cs} council tax support came to {a} {w}.
x_stl: {C} had {a} in short-term loans from other councils {w}.
x_stl: {C} owed other local authorities {a} in short-term loans {w}.
x_stl: {W}, {C} had short-term loans of {a} from other local authorities.
x_stl: Short-term loans to {C} from other local authorities stood at {a} {w}.
x_bank: {C} owed UK banks {a} in longer-term loans {w}.
x_bank: {C} had {a} of longer-term loans from UK banks {w}.
x_bank: {W}, {Cs} longer-term loans from UK banks came to {a}.
x_bank: {Cs} longer-term bank loans stood at {a} {w}.
x_lent: {C} had lent {a} to other local authorities {w}.
x_lent: {W}, {C} had {a} on loan to other local authorities.
x_lent: {Cs} loans to other local authorities stood at {a} {w}.
x_lent: Other local authorities owed {C} {a} {w}.
x_base: {Cs} council tax base was {a} Band D equivalent dwellings {w}.
x_base: {W}, {C} had a council tax base of {a} Band D equivalent homes.
x_base: {C} had the equivalent of {a} Band D homes to tax {w}.
x_base: The council tax base of {C} stood at {a} {w}.
x_coll: {C} reckoned on collecting {a} of its council tax {w}.
x_coll: {C} expected {a} of its council tax to be paid {w}.
x_coll: {C} assumed a council tax collection rate of {a} {w}.
x_coll~pc: {Cs} expected council tax collection rate was {a} {w}.
x_coll~%: {W}, {C} estimated its council tax collection rate at {a}.
x_hra: {C} spent {a} from its Housing Revenue Account {w}.
x_hra: {Cs} Housing Revenue Account spent {a} {w}.
x_hra: Spending from {Cs} Housing Revenue Account came to {a} {w}.
x_hra: Total expenditure on {Cs} Housing Revenue Account was {a} {w}.
x_cap: {C} charged {a} of capital spending to revenue {w}.
x_cap: {C} paid for {a} of capital spending out of revenue {w}.
x_cap: {W}, {a} of {Cs} capital spending was charged to revenue.
x_inc: {C} earned {a} in interest and investment income {w}.
x_inc: {W}, {C} received {a} in interest and investment income.
x_inc: {Cs} interest and investment income came to {a} {w}.
x_inc: Interest and investments brought {C} {a} {w}.
x_inc: {C} made {a} from interest and investments {w}.
x_par: Parish precepts in {C} came to {a} {w}.
x_par: Parishes in {C} raised {a} through precepts {w}.
x_par: {W}, parish precepts in {C} totalled {a}.
x_hrares: {C} held {a} in its Housing Revenue Account reserves {w}.
x_hrares: {Cs} Housing Revenue Account reserves stood at {a} {w}.
x_hrares: {W}, {C} had Housing Revenue Account reserves of {a}.
''')
K('perhead','''
verbal: {W}, {C} {v} {a} {t} for each of its residents.
verbal: {C} {v} {a} {t} per person {w}.
verbal: Per person, {C} {v} {a} {t} {w}.
verbal: {W}, {C} {v} {a} per head of population {t}.
verbal: {C} {v} {a} per head of population {t} {w}.
verbal: {C} {v} {a} for every person living there {t} {w}.
verbal: {Wb}, {C} {v} {a} per resident {t}.
verbal: {C} {v} {a} per resident {t} {wa}.
verbal: {C} {v} {a} a head {t} {wd}.
verbal: {C} {v} {A} {t} {w}, which works out at {a} per resident.
verbal: {C} {v} {A} {t} {w}, which is {a} a head.
verbal: {C} {v} {A} {t} {w}, equivalent to {a} per resident.
verbal: {C} {v} {A} {t} {w}, the equivalent of {a} for every resident.
verbal: {W}, {C} {v} {A} {t}, which comes to {a} per person.
verbal~m: {C} {v} {A} {t} {w} ({a} per head).
verbal: The {A} {C} {v} {t} {w} was {a} for each resident.
verbal: At {a} per resident, {C} {v} {A} {t} {w}.
np: {Cs} {np} per head {was} {a} {w}.
np: Per head, {Cs} {np} {was} {a} {w}.
np: {W}, {Cs} {np} per resident {was} {a}.
np: {Cs} {np} {was} equivalent to {a} per resident {w}.
np: Divided among its residents, {Cs} {np} came to {a} each {w}.
np: Shared out among its residents, {Cs} {np} {w} would have been {a} each.
np: {Cs} {np} amounted to {a} per person {w}.
np: {Cs} {np} worked out at {a} for every resident {w}.
spend: Each resident of {C} had {a} spent on {what} for them {w}.
spend: For every person living there, {C} spent {a} on {what} {w}.
spend: {What} cost {C} {a} for each resident {w}.
spend: {What} cost {C} {a} a head {w}.
spend: Spending on {what} in {C} was {a} per resident {w}.
spend: {Cs} per-head spending on {what} was {a} {w}.
spend: Spending per resident on {what} was {a} in {C} {w}.
spend: {C} spent the equivalent of {a} a head on {what} {w}.
bor: {Cs} debt was {a} for every resident {w}.
bor: {Cs} debt per resident was {a} {w}.
bor: {Cs} debts came to {a} a head {w}.
bor: {C} had debts of {A} {w}, or {a} per resident.
bor: {C} was {A} in debt {w}, or {a} for every resident.
bor: Every resident's share of {Cs} debt was {a} {w}.
bor: {W}, {C} had {a} of debt per resident.
res: {C} had {np} of {a} per resident {w}.
res: {W}, {C} had {a} {t} for every resident.
res: {C} had {A} {t} {w}, or {a} a head.
inv: {C} had {np} of {a} per resident {w}.
int: {C} paid interest of {a} per resident {w}.
int: Interest cost {C} {a} per resident {w}.
int: {Cs} interest bill was {A} {w}, or {a} a head.
''')
K('part','''
spend: {C} spent {p} of its service spending on {what} in {y}.
spend: {p} of what {C} spent on services in {y} went on {what}.
spend: {What} absorbed {p} of {Cs} spending on services in {y}.
spend: {W}, {what} accounted for {p} of what {C} spent on services.
spend: In {y}, {C} spent {p} of its money for services on {what}.
spend: {What} was {p} of {Cs} spending on services in {y}.
spend: {What} represented {p} of {Cs} service spending in {y}.
spend: {What} took up {p} of {Cs} service spending in {y}.
spend: {What} took {p} of {Cs} spending on services in {y}.
spend: {Cs} spending on {what} was {p} of its total spending on services in {y}.
spend: Of {Cs} spending on services in {y}, {p} went on {what}.
spend: Of everything {C} spent on services in {y}, {p} was for {what}.
spend~%: {p} of {Cs} service spending in {y} was on {what}.
spend~%: {What} made up {p} of {Cs} spending on services in {y}.
spend~pc: {What} accounted for {p} of {Cs} service spending in {y}.
spend: The share of {Cs} spending on services that went on {what} was {p} in {y}.
spend: As a share of its spending on services, {Cs} spending on {what} was {p} in {y}.
spend: In {y}, {pn} of every pound {C} spent on services went on {what}.
spend: In {y}, {pn} in every pound that {C} spent on services was spent on {what}.
spend: {C} spent {pn} of every service pound on {what} in {y}.
spend: For every pound {C} spent on services in {y}, {pn} went on {what}.
spend: {pn} in the pound of {Cs} service spending went on {what} in {y}.
spend: {What} took {pn} of each pound {C} spent on services in {y}.
spend: In {y}, {what} took {pn} of every service pound at {C}.
spend: Out of every pound spent on services by {C} in {y}, {what} took {pn}.
spend: {pn} out of every pound spent on services by {C} in {y} went on {what}.
''')
K('part3','''
spend: {What} took {p} and {what2} {q} of {Cs} spending on services in {y}.
spend: {C} spent {p} of its service spending on {what} and {q} on {what2} in {y}.
spend: In {y}, {p} of {Cs} spending on services went on {what} and {q} on {what2}.
spend: In {y}, {C} spent {pn} of every service pound on {what} and {qn} on {what2}.
spend: {What} took {pn} of every pound {C} spent on services in {y}, and {what2} {qn}.
spend: Of every pound {C} spent on services in {y}, {pn} went on {what} and {qn} on {what2}.
spend: {What} made up {p} of {Cs} spending on services in {y}, compared with {q} for {what2}.
spend: {What} took a {larger} share of {Cs} spending on services than {what2} in {y}: {p} against {q}.
spend: {p} of {Cs} spending on services in {y} was on {what}, and {q} was on {what2}.
spend: While {what} took {p} of {Cs} spending on services in {y}, {what2} took {q}.
spend: {C} devoted {p} of its spending on services to {what} and {q} to {what2} in {y}.
''')
K('partbal','''
0: {p} of {Cs} debt {w} was to the Public Works Loan Board.
0: {p} of {Cs} borrowing was from the Public Works Loan Board {w}.
0: {p} of what {C} owed {w} was owed to the Public Works Loan Board.
0: Loans from the Public Works Loan Board made up {p} of {Cs} borrowing {w}.
0: {W}, the Public Works Loan Board accounted for {p} of {Cs} borrowing.
0: {C} owed {p} of its debt to the Public Works Loan Board {w}.
0: Of all that {C} owed {w}, {p} was to the Public Works Loan Board.
0~%: The Public Works Loan Board held {p} of {Cs} debt {w}.
0: The Public Works Loan Board was owed {p} of {Cs} debt {w}.
0: {C} had borrowed {p} of what it owed {w} from the Public Works Loan Board.
2: {p} of {Cs} investments {w} was on deposit with banks.
2: {C} had {p} of its investments on deposit with banks {w}.
2: {C} kept {p} of its investments in bank deposits {w}.
2: Bank deposits accounted for {p} of {Cs} investments {w}.
2: {W}, {p} of {Cs} investments was on deposit with banks.
2: Of {Cs} investments, {p} was on deposit with banks {w}.
3: {C} had {p} of its investments in money market funds {w}.
3: {p} of {Cs} investments {w} was in money market funds.
3: Money market funds made up {p} of {Cs} investments {w}.
3: {C} held {p} of its investments in money market funds {w}.
3~pc: Money market funds accounted for {p} of {Cs} investments {w}.
''')
K('twofield','''
verbal: {C} {v} {a} {t} {wa} and {v2} {b} {t2}.
spend: {C} not only {v} {a} {t} {w} but {v2} {b} {t2}.
verbal: {W}, {C} {v} {a} {t} while it {v2} {b} {t2}.
spend: As well as spending {a} {t}, {C} {v2} {b} {t2} {w}.
verbal: {C}, which {v} {a} {t} {w}, {v2} {b} {t2}.
verbal: {W}, {Cs} {np} {was} {a} and its {np2} {b}.
spend: {What} cost {C} {a} {w}, and {what2} {b}.
spend: {C} spent {a} on {what} {w}, compared with {b} on {what2}.
spend: {C} spent {a} on {what} but {b} on {what2} {w}.
spend: {W}, {C} spent {a} on {what}, as against {b} on {what2}.
spend: {What} cost {C} {more} than {what2} {w}: {a} against {b}.
spend: {W}, {C} spent {a} on {what} and another {b} on {what2}.
spend: {C} spent {b} on {what2} {w} and {a} on {what}.
spend: {a} went on {what} and {b} on {what2} in {C} {w}.
spend: {C} put {a} into {what} and {b} into {what2} {w}.
spend: While {C} spent {a} on {what} {w}, it spent {b} on {what2}.
spend: {C} spent {a} on {what} {w} and {b} on {what2}.
spend: {Cs} {y} spending included {a} on {what} and {b} on {what2}.
spend: Of {Cs} spending {w}, {a} was on {what} and {b} on {what2}.
spend: {C} spent {more} on {what}, {a}, than on {what2}, {b}, {w}.
spend: For {what}, {C} spent {a} {w}; for {what2}, {b}.
bal&verbal: {W}, {C} {v} {a} {t} and also {v2} {b} {t2}.
bor: {C} owed {a} {w} but {v2} {b} {t2}.
bor: {W}, {C} owed {a} and {v2} {b} {t2}.
bor: {C} had debts of {a} {w}, while it {v2} {b} {t2}.
int: {C} paid {a} in interest {w} and {v2} {b} {t2}.
''')
