#!/usr/bin/env python3
"""Honest factoids in Welsh -> honest_cy.json. Welsh sentences of their own; the figures and claims are sampled by honest.py."""
import sys,json,random,re,os,argparse
import figs
from figs import *
import honest as H
import lies as L
from lies import CYT,softT,cy_ratio,cy_dbl
ap=argparse.ArgumentParser(); ap.add_argument('--seed',type=int,default=1); ap.add_argument('--count',type=int,default=500); ap.add_argument('--out',default='honest_cy.json'); ap.add_argument('--show',action='store_true'); A=ap.parse_args()
VOW='aeiouAEIOU'
def na(x): return ('nag ' if x[0] in VOW else 'na ')+x
def ag(x): return ('ag ' if x[0] in VOW else 'â ')+x
def ac(x): return ('ac ' if x[0] in VOW else 'a ')+x
ASP={'cronfeydd':'chronfeydd','taliadau':'thaliadau','poblogaeth':'phoblogaeth'}
def nanp(np):
    w=np.split(' ',1); w[0]=ASP.get(w[0],w[0]); x=' '.join(w); return ('nag ' if x[0] in VOW else 'na ')+x
SP={'spend_education':'addysg','spend_highways_transport':'briffyrdd a thrafnidiaeth','spend_childrens_social_care':'ofal cymdeithasol plant','spend_adult_social_care':'ofal cymdeithasol oedolion','spend_public_health':'iechyd y cyhoedd','spend_housing':'wasanaethau tai','spend_cultural':'ddiwylliant','spend_environmental':'wasanaethau amgylcheddol','spend_planning':'gynllunio a datblygu','spend_central':'wasanaethau canolog','total_service_expenditure':'wasanaethau'}
F={k:dict(v='Gwariodd',vs='wariodd',vn='wario',t='ar '+w,np='gwariant',nt='ar '+w) for k,w in SP.items()}
def hold(k,t,np,nt=''): F[k]=dict(v='Daliai',vs='ddaliai',vn='ddal',t=t,np=np,nt=nt)
hold('earmarked_reserves_close',"mewn cronfeydd wedi'u clustnodi","cronfeydd wedi'u clustnodi"); hold('unallocated_reserves_close','mewn cronfeydd heb eu neilltuo','cronfeydd heb eu neilltuo'); hold('schools_reserves_close','mewn cronfeydd ysgolion','cronfeydd ysgolion'); hold('public_health_reserves_close','mewn cronfeydd iechyd y cyhoedd','cronfeydd iechyd y cyhoedd')
hold('total_investments','mewn buddsoddiadau','buddsoddiadau'); hold('investments_bank_deposits','ar adnau mewn banciau','adneuon','mewn banciau'); hold('investments_building_society_deposits','ar adnau mewn cymdeithasau adeiladu','adneuon','mewn cymdeithasau adeiladu'); hold('investments_money_market_funds','mewn cronfeydd marchnad arian','buddsoddiadau','mewn cronfeydd marchnad arian')
F['minimum_revenue_provision']=dict(v='Neilltuodd',vs='neilltuodd',vn='neilltuo',t='i ad-dalu dyled',np='darpariaeth',nt='i ad-dalu dyled')
F['interest_payments']=dict(v='Talodd',vs='dalodd',vn='dalu',t='mewn llog',np='taliadau llog',nt='')
F['council_tax_requirement']=dict(v='',vs='',vn='',t='',np='gofyniad treth gyngor',nt='')
F['total_borrowing']=dict(v='',vs='',vn='',t='',np='dyled',nt=''); F['borrowing_pwlb']=dict(v='',vs='',vn='',t='',np='dyled',nt="i'r Bwrdd Benthyciadau Gwaith Cyhoeddus"); F['population']=dict(v='',vs='',vn='',t='',np='poblogaeth',nt='')
AVG={H.CO:('y cyngor sir','cyfartalog','yn Lloegr'),H.ND:('y cyngor dosbarth','cyfartalog','yn Lloegr'),H.LB:('y fwrdeistref','gyfartalog','yn Llundain'),H.MD:('y cyngor metropolitan','cyfartalog','yn Lloegr'),H.UA:('yr awdurdod unedol','cyfartalog','yn Lloegr'),H.SC:('y cyngor','cyfartalog','yn yr Alban'),H.WE:('y cyngor','cyfartalog','yng Nghymru'),H.NI:('y cyngor','cyfartalog','yng Ngogledd Iwerddon')}
NEG={'Gwariodd':'Ni wariodd','Daliai':'Ni ddaliai','Neilltuodd':'Ni neilltuodd','Talodd':'Ni thalodd'}
ob=H.base_slots
H.TN=CYT; H.bare=lambda f,n:('mis Mawrth %d'%(n+1) if 'bal' in H.FD[f]['tags'] else ('canol %d'%n if f=='population' else yl(n)))
H.when=lambda f,n:('ym mis Mawrth %d'%(n+1) if 'bal' in H.FD[f]['tags'] else ('yng nghanol %d'%n if f=='population' else 'yn '+yl(n)))
H.money=lambda v,p=False:figs.money(v,p,('miliwn','biliwn'))
op=H.pct
def cpct(v,dig=1): a,b=op(v,dig); return a.replace(' percent',' y cant'),b
H.pct=cpct; H.ratio_words=lambda r,frac=True:cy_ratio(r); H.dbl_words=cy_dbl; H.share_words=lambda v,rng:cpct(v)[0] if v>S else None; H.points=lambda v:cpct(v)[0].replace(' y cant',' pwynt canran')
def base(f,n,rng,t=None):
    d=F[f]; s=dict(d); s['vl']=d['v'].lower(); s['neg']=NEG.get(d['v'],''); s['v']=d['v']; s.update(w=H.when(f,n),n1=H.bare(f,n),y=yl(n),cy=str(n+1),Np=H.cap(d['np']),what='',by='',was='',that='',has=''); s['W']=H.cap(s['w']); s['nanp']=nanp(d['np'])
    if t:
        s['T']=CYT[t][0][0]; s['T1']=CYT[t][1][0]; s['Ts']=softT(s['T']); s['T1s']=softT(s['T1']); s['Tc']=H.cap(s['T']); s['T1s_']=s['T1s']
        a,b,c=AVG[t]; s['avgT']='%s %s %s'%(a,b,c); s['typT']='%s nodweddiadol %s'%(a,c); s['typ']=s['typT'].split(' ',1)[1]; s['yrun']='yr un '+(softT(CYT[t][1][0]) if t==H.LB else CYT[t][1][0])
    return s
H.base_slots=base
def ud(up):
    return dict(Rose='Cododd',rose='cododd',more='yn fwy',fwy='fwy',higher='yn uwch',risen='codi',dull='gynyddol',most='mwyaf',highest='uchaf',opp='ostyngiadau',rises='',rising='',upward='',rise='',opping='') if up else dict(Rose='Gostyngodd',rose='gostyngodd',more='yn llai',fwy='lai',higher='yn is',risen='gostwng',dull='ostyngol',most='lleiaf',highest='isaf',opp='gynnydd',rises='',rising='',upward='',rise='',opping='')
H.updown=ud
def put(s,k,c): n=H.name(c); s[k]=n; s[k+'s']=n; s['na'+k]=na(n); s['ag'+k]=ag(n); s['ac'+k]=ac(n)
H.put=put
BL={3:'tair blynedd',4:'pedair blynedd',5:'pum mlynedd',6:'chwe blynedd',7:'saith mlynedd',8:'wyth mlynedd',9:'naw mlynedd',10:'deng mlynedd'}
BLS={3:'dair blynedd',4:'bedair blynedd',5:'bum mlynedd',6:'chwe blynedd',7:'saith mlynedd',8:'wyth mlynedd',9:'naw mlynedd',10:'ddeng mlynedd'}
ORDM={1:'y mwyaf',2:'yr ail fwyaf',3:'y trydydd mwyaf',4:'y pedwerydd mwyaf',5:'y pumed mwyaf'}; ORDY={1:'gyntaf',2:'ail',3:'drydydd',4:'bedwerydd',5:'bumed',6:'chweched',7:'seithfed',8:'wythfed',9:'nawfed',10:'degfed',11:'unfed ar ddeg',12:'deuddegfed'}; ORDU={1:'yr uchaf',2:'yr ail uchaf',3:'y trydydd uchaf',4:'y pedwerydd uchaf',5:'y pumed uchaf'}
VB='spend|int|mrp|held'
SAME={'Gwynedd','Ceredigion','Powys','Conwy','Torfaen','Blaenau Gwent','Rhondda Cynon Taf'}
T=[]
def sh(kind,*rows):
    n=0
    for c,t in rows: n+=1; T.append(('cy-%s-%02d'%(kind,n),kind,c,t))
sh('value',(VB,'{v} {C} {a} {t} {w}.'),('np','Roedd {np} {C} {nt} yn {a} {w}.'),('np','{W}, roedd {np} {C} {nt} yn {a}.'),('np','Cyfanswm {np} {C} {nt} {w} oedd {a}.'),(VB,'{W}, {vl} {C} {a} {t}.'),('np','{a} oedd {np} {C} {nt} {w}.'),('np','Daeth {np} {C} {nt} i gyfanswm o {a} {w}.'),('held','Roedd gan {C} {a} {t} {w}.'),('pop','Roedd poblogaeth {C} yn {a} {w}.'))
sh('two',(VB,'{v} {C} {a} {t} {w}; {vl} {D} {b}.'),(VB,"{v} {C} {a} {t} {w}, o'i gymharu â {b} gan {D}."),(VB,'{W}, {vl} {C} {a} {t}, ond {vl} {D} {b}.'),('np',"Roedd {np} {C} {nt} yn {a} {w}, o'i gymharu â {b} gan {D}."),(VB,"{v} {C} {fwy} {t} {naD} {w}: {a} o'i gymharu â {b}."),('held','{W}, roedd gan {C} {a} {t} a chan {D} {b}.'))
sh('diff2',(VB,'{v} {C} {x} {more} {t} {naD} {w}.'),('np','Roedd {np} {C} {nt} {x} {higher} {nanp} {D} {w}.'),(VB,'{v} {C} {a} {t} {w}, {x} {more} {naD}.'),(VB,'{W}, {vl} {C} {x} {more} {t} {naD}.'),('np','{W}, roedd bwlch o {x} rhwng {C} {acD} o ran {np} {nt}.'),(VB,"{v} {C} {a} {t} {w}, o'i gymharu â {b} gan {D}: gwahaniaeth o {x}."))
sh('ratio2',(VB,'{v} {C} {a} {t} {w}, {r} cymaint {agD}.'),(VB,"{v} {C} {a} {t} {w}, {r} cymaint â'r {b} gan {D}."),(VB,'{W}, {vl} {C} {a} {t}, {r} cymaint {agD}.'),('np','Roedd {np} {C} {nt} yn {a} {w}, {r} cymaint {agD}.'))
sh('fromto',('np','{Rose} {np} {C} {nt} o {b} {w0} i {a} {w}{bi}.'),('np','Rhwng {n0} a {n1}, {rose} {np} {C} {nt} o {b} i {a}{bi}.'),(VB,'{v} {C} {b} {t} {w0} a {a} {w}{bi}.'),('np','Roedd {np} {C} {nt} wedi {risen} i {a} erbyn {n1}, o {b} {w0}{bi}.'),(VB,"{v} {C} {a} {t} {w}, o'i gymharu â {b} {w0}{bi}."),(VB,'{v} {C} {fwy} {t} {w} nag {w0}: {a} o\'i gymharu â {b}{bi}.'))
sh('chg1',('np','{Rose} {np} {C} {nt} {x} mewn blwyddyn i {a} {w}.'),(VB,"{v} {C} {a} {t} {w}, {x} {more} na'r flwyddyn flaenorol."),(VB,'{v} {C} {x} {more} {t} {w} nag {w0}.'),('np','{Rose} {np} {C} {nt} {x} rhwng {n0} a {n1}.'),('np','Roedd {np} {C} {nt} {x} {higher} {w} nag {w0}.'))
sh('chgN',('np','Cyn chwyddiant, {rose} {np} {C} {nt} {x} rhwng {n0} a {n1}.'),(VB,'{v} {C} {x} {more} {t} {w} nag {w0}, cyn chwyddiant.'))
sh('pct1',('np','{Rose} {np} {C} {nt} {p} mewn blwyddyn i {a} {w}.'),('np','{Rose} {np} {C} {nt} {p} rhwng {n0} a {n1}.'),(VB,"{v} {C} {a} {t} {w}, {p} {more} na'r flwyddyn flaenorol."),(VB,'{v} {C} {p} {more} {t} {w} nag {w0}.'),('np','Roedd {np} {C} {nt} {p} {higher} {w} nag {w0}.'))
sh('pctN',('np','Cyn chwyddiant, {rose} {np} {C} {nt} {p} rhwng {n0} a {n1}.'),('np','{Rose} {np} {C} {nt} {p} mewn {k} i {a} {w}, cyn chwyddiant.'))
sh('mult',('np','{dbl} {np} {C} {nt} mewn {k}, o {b} {w0} i {a} {w}, cyn chwyddiant.'),('np','{dbl} {np} {C} {nt} rhwng {n0} a {n1}, cyn chwyddiant.'))
sh('rankhi',(VB,'{v} {C} {a} {t} {w}, [y mwyaf o holl {Ts}].'),('np','{C} oedd [yr uchaf o holl {Ts}] o ran {np} {nt} {w}, gyda {a}.'),(VB,'{neg} [{yrun}] fwy {t} {naC} {w}.'),(VB,'{W}, {vl} {C} {a} {t}, [y mwyaf o holl {Ts}].'),('np',"Roedd {np} {C} {nt} yn {a} {w}, [yr uchaf o holl {Ts}]."))
sh('ranklo',(VB,'{v} {C} {a} {t} {w}, [y lleiaf o holl {Ts}].'),('np','{C} oedd [yr isaf o holl {Ts}] o ran {np} {nt} {w}, gyda {a}.'),(VB,'{neg} [{yrun}] lai {t} {naC} {w}.'))
sh('rankn',(VB,'{v} {C} {a} {t} {w}, [{nth} o holl {Ts}].'),('np','Roedd {C} yn [{nth} ymhlith {T}] o ran {np} {nt} {w}, gyda {a}.'),('np','Roedd {np} {C} {nt} yn {a} {w}, [{nth}u o holl {Ts}].'))
sh('rankph',(VB,'{v} {C} {a} y pen {t} {w}, [y {most} o holl {Ts}].'),('np','Roedd {np} {C} {nt} yn {a} y pen {w}, [yr {hicy} o holl {Ts}].'))
sh('perhead',(VB,'{v} {C} {a} y pen {t} {w}.'),('np','Roedd {np} {C} {nt} yn {a} y pen {w}.'),(VB,'{W}, {vl} {C} {a} am bob preswylydd {t}.'),(VB,'{v} {C} {A} {t} {w}, sef {a} y pen.'))
sh('perhead2',(VB,"{v} {C} {a} y pen {t} {w}, o'i gymharu â {b} gan {D}."),(VB,'{v} {C} {x} y pen {more} {t} {naD} {w}.'))
sh('perheadr',(VB,'{v} {C} {a} y pen {t} {w}, {r} cymaint {agD}.'))
sh('share',(VB,"{v} {C} {p} o'r cyfanswm a {vs} {T} {t} {w}."),(VB,"O'r {tot} a {vs} {T} {t} {w}, {vl} {C} {a}, sef {p}."))
sh('conc',(VB,"{v} y {k} uchaf o blith {T} {p} o'r cyfanswm {t} {w}."),(VB,"{W}, {vl} y {k} uchaf o'r {N} o {Ts} {p} o'r cyfanswm {t}."))
sh('total',(VB,'{v} {T} {a} {t} {w}.'),(VB,'Rhyngddynt, {vl} {T} {a} {t} {w}.'),(VB,'{v} {T} gyfanswm o {a} {t} {w}.'),('held','Roedd gan {Ts} {a} {t} {w}.'),('np','Roedd {np} {T} {nt} yn {a} i gyd {w}.'),('np','{W}, roedd cyfanswm {np} {T} {nt} yn {a}.'))
sh('totchg',('np','{Rose} {np} {T} {nt} o {b} {w0} i {a} {w}{bi}.'),('np','{Rose} {np} {T} {nt} {p} rhwng {n0} a {n1}{bi}.'),(VB,'{v} {T} {x} {more} {t} {w} nag {w0}{bi}.'))
sh('count',(VB,'{W}, {vl} {n} o {Ts} {mt} {L} {t}.'),(VB,'{v} {n} o {Ts} {mt} {L} {t} {w}.'))
sh('only',(VB,'{C} oedd [yr unig] {T1s} i {vn} mwy na {L} {t} {w}, gyda {a}.'),(VB,'{v} {C} {a} {t} {w}, [yr unig] {T1s} uwchlaw {L}.'))
sh('average',(VB,'{v} {avgT} {avg} {t} {w}.'),(VB,'Ar gyfartaledd, {vl} {T} {avg} yr un {t} {w}.'),(VB,'{W}, {vl} {avgT} {avg} {t}.'))
sh('median',(VB,'{v} {typT} {med} {t} {w}.'))
#sh('meanmed',(VB,"{v} {avgT} {avg} {t} {w}, a'r un nodweddiadol {med}."),)
sh('vsgroup',(VB,"{v} {C} {a} {t} {w}, o'i gymharu â {med} gan {typT}."),(VB,'{v} {C} {a} {t} {w}, {r} cymaint â\'r {typ}.'))
sh('typecmp',(VB,"{v} {T} {a} y pen {t} {w}, o'i gymharu â {b} gan {Us}."),)
sh('part',('spend','{W}, aeth {p} o wariant {C} ar wasanaethau {t}.'),('spend','Aeth {pn} o bob punt a wariodd {C} ar wasanaethau {w} {t}.'))
sh('streak',('np','{Rose} {np} {C} {nt} [am {ks} yn olynol], o {b} {w0} i {a} {w}, cyn chwyddiant.'),('np','{Rose} {np} {C} {nt} [{ks} yn olynol] i {a} {w}, cyn chwyddiant.'))
sh('record',('np','Roedd {np} {C} {nt} yn {a} {w}, [yr {highest} ers o leiaf {n0}], cyn chwyddiant.'),)
sh('trend',('np','Dilynodd {np} {C} {nt} [duedd {dull}] rhwng {n0} a {n1}, cyn chwyddiant.'),)
sh('reversal',('np','{Rose} {np} {C} {nt} i {a} {w} [ar ôl {k} o {opp}], cyn chwyddiant.'),)
sh('crossing',(VB,'{v} {C} {fwy} {t} {naD} {w} [am y tro cyntaf ers o leiaf {n0}].'),)
sh('missing',('x','{W}, ni chyflwynodd {n} o {Ts} ffigur ar gyfer {np} {nt}.'),)
def check(text,claims):
    if len(text.split())>30 or re.search(r'  | ,| \.|\{|\}|\[|\]',text): return False
    rest=text
    for c in sorted(claims,key=lambda c:-len(c['shown'])):
        if not c['shown'] or c['shown'] not in rest and c['shown'] not in text or not good(c): return False
        rest=rest.replace(c['shown'],' ',1)
    rest=re.sub(r'Mawrth \d{4}|\d{4}/\d\d|[ck]anol \d{4}|nghanol \d{4}',' ',rest); rest=re.sub(r'(na|uwchlaw) £[\d.,]+( miliwn| biliwn)?',' ',rest)
    return not any(not any(str(c.get('of'))==m.rstrip('.,') or c['result']==m.rstrip('.,') for c in claims) for m in re.findall(r'£?\d[\d,.]*',rest))
def make(rng,row):
    sid,kind,cond,tpl=row; H.tplx[0]=tpl
    H.num=(lambda n:BL.get(n) or H.need(None)) if kind in('reversal','pctN','mult','chgN','fromto','totchg') and '{k}' in tpl else (lambda n:{3:'tri',5:'pump',10:'deg'}.get(n,str(n))) if kind=='conc' else (lambda n:BL.get(n,str(n))) if kind in('streak','reversal') else (lambda n:str(n))
    tp=tpl
    if kind=='streak': H.num=lambda n:BLS.get(n) or H.need(None); tp=tpl.replace('{ks}','{k}')
    if kind=='rankn': H.ORD=ORDY if 'yn [' in tpl else ORDU if '{nth}u' in tpl else ORDM; tp=tpl.replace('{nth}u','{nth}')
    else: H.ORD=ORDY
    if kind=='rankph':
        # direction is drawn inside: both words are set there
        d=rng.choice(['highest','lowest']); 
        tp=tpl.replace('{most}','mwyaf' if d=='highest' else 'lleiaf').replace('{hicy}','uchaf' if d=='highest' else 'isaf'); s,ks,info=H.rankgen(rng,cond,tp,d,(1,),'per_head')
    else: s,ks,info=H.GEN[kind](rng,cond,tp)
    if 'mt' in s: s['mt']='fwy na' if s['mt']=='more than' else 'lai na'
    if kind=='typecmp': s['Us']=softT(s['U'])
    for k in('C','D'):
        if k in s and '{%s}'%k in tpl or k=='D' and '{D' in str(tpl) or '{naD}' in tpl or '{agD}' in tpl:
            for c in(info.get('c'),info.get('d')):
                if c and C[c]['nation']=='Wales': H.need(C[c]['name'] in SAME and k=='C' and '{D' not in tpl and 'D}' not in tpl and 'gan {C}' not in tpl and '{naC}' not in tpl)
    if kind in('conc',) and info.get('t')==H.LB and 'tri' in s.get('k',''): raise H.Skip
    if s.get('bi'): s['bi']=', cyn chwyddiant'
    for k in('pn','qn'):
        if k in s: s[k]=s[k].replace('p',' ceiniog'); ks[k]['shown']=s[k]
    for k in('L',):
        if k in s: s[k]=s[k]
    if kind=='part': s['t']=F[info['f']]['t']
    t=s.get('__tpl',tp); s['rof']=''
    text=re.sub(r'[\[\]]','',t).format(**s); text=re.sub(r'\s+',' ',text).strip(); text=re.sub(r' ([,.;:])',r'\1',text); 
    claims=[]
    for k in sorted(ks,key=lambda k:(H.ORDER.index(k) if k in H.ORDER else 50)):
        if k[0]=='#' or re.search(r'\{%s\}'%re.escape(k),t):
            c=H.need(ks[k])
            if c not in claims: claims.append(c)
    H.need(claims and check(text,claims)); return dict(text=text,language='cy',claims=claims,shape=sid,kind=kind)
rng=random.Random(A.seed); out=[]; seen=set(); cnt={}; fails={}
for rd in range(80):
    for row in T:
        if len(out)>=A.count or fails.get(row[0],0)>=3: continue
        for _ in range(120):
            try: x=make(rng,row)
            except H.Skip: continue
            if x['text'] in seen: continue
            seen.add(x['text']); out.append(x); cnt[row[0]]=cnt.get(row[0],0)+1; break
        else: fails[row[0]]=fails.get(row[0],0)+1
tmp=A.out+'.tmp'; json.dump({'factoids':out},open(tmp,'w',encoding='utf-8'),ensure_ascii=False,indent=0); os.replace(tmp,A.out)
print(len(out),'shapes',len(cnt),'of',len(T),'never',[r[0] for r in T if r[0] not in cnt],file=sys.stderr)
if A.show:
    d={}
    for x in out: d.setdefault(x['shape'],x['text'])
    for k,v in d.items(): print(k,'|',v)
