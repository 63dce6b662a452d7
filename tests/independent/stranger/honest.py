#!/usr/bin/env python3
"""Honest factoids in human words -> honest_en.json. Shapes by hand, figures from data/tidy, claims by figs.py."""
import sys,json,random,re,os,argparse
from fractions import Fraction as Fr
from figs import *
# ---------- fields
FD={}
def fld(slug,tags,v,base,ving,pp,t,np,types,lo,hi,wins,plural=False,by='by'):
    FD[slug]=dict(slug=slug,tags=set(tags.split()),v=v,base=base,ving=ving,pp=pp,t=t,np=np,types=types,lo=lo,hi=hi,wins=wins,plural=plural,by=by)
CO,ND,LB,MD,UA='County','Non-metropolitan district','London borough','Metropolitan district','Unitary authority'
SC,WE,NI='Scottish unitary authority','Welsh unitary authority','NI district'
UP=[CO,LB,MD,UA]; ENG=[CO,ND,LB,MD,UA]; ALL=ENG+[SC,WE,NI]; BASE=[ND,LB,MD,UA]
def sp(slug,what,types,lo,wins,extra=''): fld(slug,'spend verbal np flow '+extra,'spent','spend','spending','spent','on '+what,'spending on '+what,types,lo,2023,wins); FD[slug]['what']=what
sp('spend_education','education',UP,2012,[(2012,2023)])
sp('spend_highways_transport','highways and transport',UP,2012,[(2012,2023)])
sp('spend_childrens_social_care',"children's social care",UP,2012,[(2012,2023)])
sp('spend_adult_social_care','adult social care',UP,2012,[(2012,2023)])
sp('spend_public_health','public health',UP,2014,[(2016,2023)])
sp('spend_housing','housing services',[ND,LB,MD,UA],2012,[(2013,2023)])
sp('spend_cultural','culture',ENG,2008,[(2008,2010),(2012,2023)])
sp('spend_environmental','environmental services',ENG,2008,[(2008,2010),(2012,2023)])
sp('spend_planning','planning and development',ENG,2012,[(2012,2023)])
sp('spend_central','central services',ENG,2014,[(2014,2023)])
sp('total_service_expenditure','services',ENG,2012,[(2016,2023)])
R12=[(2012,2023)]
fld('minimum_revenue_provision','verbal np flow mrp','set aside','set aside','setting aside','set aside','to repay debt','provision to repay debt',ENG,2013,2023,[(2013,2023)])
fld('interest_payments','verbal np flow int','paid','pay','paying','paid','in interest','interest payments',ENG,2013,2023,[(2013,2023)],plural=True)
fld('council_tax_requirement','np flow ctr','','','','','','council tax requirement',[CO,LB,MD],2014,2023,[(2014,2023)],by='of')
def hold(slug,tags,t,np,types,lo,hi,wins,plural=True,by='of'): fld(slug,tags+' held verbal np bal','held','hold','holding','held',t,np,types,lo,hi,wins,plural,by)
hold('earmarked_reserves_close','res','in earmarked reserves','earmarked reserves',ENG,2009,2023,[(2009,2023)])
hold('unallocated_reserves_close','res','in unallocated reserves','unallocated reserves',ENG,2009,2023,[(2009,2023)])
hold('schools_reserves_close','res','in schools reserves','schools reserves',UP,2009,2023,[(2009,2023)])
hold('public_health_reserves_close','res','in public health reserves','public health reserves',UP,2014,2023,[(2014,2023)])
hold('total_investments','inv','in investments','investments',ALL,2008,2019,[(2008,2019)])
hold('investments_bank_deposits','inv dep','on deposit with banks','deposits with banks',ALL,2008,2019,[(2008,2019)])
hold('investments_building_society_deposits','inv dep','on deposit with building societies','deposits with building societies',[CO,ND,UA],2013,2019,[(2013,2019)])
hold('investments_money_market_funds','inv','in money market funds','money market funds',[CO,LB,MD,UA,ND],2012,2019,[(2012,2019)])
FD['investments_money_market_funds']['np']='holdings in money market funds'
fld('total_borrowing','owe verbal np bal bor','owed','owe','owing','owed','','borrowing',ALL,2008,2019,[(2008,2010),(2012,2019)])
fld('borrowing_pwlb','owe verbal np bal pwlb','owed','owe','owing','owed','to the Public Works Loan Board','debt to the Public Works Loan Board',ALL,2008,2019,[(2008,2010),(2012,2019)])
FD['borrowing_pwlb']['by']='of'
fld('band_d_council_tax','bandd flow','','','','','','own Band D council tax',[CO,LB],2014,2023,[(2014,2023)])
#fld('estimated_collection_rate','coll flow','','','','','','estimated council tax collection rate',BASE,2014,2023,[(2014,2023)])
fld('band_d_council_tax_area_total','area flow','','','','','','Band D bill',[LB,MD,UA],2015,2023,[(2015,2023)])
fld('population','pop flow','','','','','','population',[ND,LB,MD,UA,SC,WE,NI],2010,2022,[(2010,2022)])
SKIPYEARS={'total_borrowing':{2011},'borrowing_pwlb':{2011},'interest_payments':{2011},'spend_public_health':{2013,2015},'total_service_expenditure':{2011,2013}}
TN={CO:(['English county councils','county councils in England'],['English county council','county council in England']),
 ND:(['English districts','districts in England','English district councils'],['English district','district council in England']),
 LB:(['London boroughs'],['London borough']),
 MD:(['metropolitan districts','English metropolitan districts'],['metropolitan district','metropolitan district in England']),
 UA:(['English unitary authorities','unitary authorities in England'],['English unitary authority','unitary authority in England']),
 SC:(['Scottish councils','councils in Scotland'],['Scottish council','council in Scotland']),
 WE:(['Welsh councils','councils in Wales'],['Welsh council','council in Wales']),
 NI:(['Northern Ireland councils','councils in Northern Ireland'],['Northern Ireland council','council in Northern Ireland'])}
DUP={'Bedford','Cornwall','Northumberland','North Yorkshire','Shropshire','Somerset','Wiltshire'}
SKIPN=DUP|{'Isles of Scilly','City of London','Durham','County Durham','Buckinghamshire','Rutland'}
def usable(c): r=C[c]; return r['name'] not in SKIPN and ',' not in r['name'] and r['type'] in TN
USE={t:[c for c in C if C[c]['type']==t and usable(c)] for t in TN}
W={1:'one',2:'two',3:'three',4:'four',5:'five',6:'six',7:'seven',8:'eight',9:'nine',10:'ten',11:'eleven',12:'twelve'}
def num(n): return W.get(n) or group3(n)
ORD={1:'first',2:'second',3:'third',4:'fourth',5:'fifth',6:'sixth',7:'seventh',8:'eighth',9:'ninth',10:'tenth',11:'eleventh',12:'twelfth'}
def poss(n): return n+"'" if n.endswith('s') else n+"'s"
def cap(s): return s[:1].upper()+s[1:]
def bare(f,n): return 'March %d'%(n+1) if 'bal' in FD[f]['tags'] else ('mid-%d'%n if f=='population' else yl(n))
def when(f,n): return 'in '+bare(f,n)
def amt(f,v):
    if f in('band_d_council_tax','band_d_council_tax_area_total'): return money(v,True)
    if f=='estimated_collection_rate': return pct(v)
    if f=='population': n=half_away(Fr(abs(v),S)); return group3(n),Fr(n)
    return money(v)
def pct(v,dig=1):
    n=half_away(Fr(abs(v),S)*10**dig); s=str(n).rjust(dig+1,'0'); s=s[:-dig]+'.'+s[-dig:] if dig else s
    s=s.rstrip('0').rstrip('.') if '.' in s else s
    return s+' percent',Fr(n,10**dig)
def near(r,t,tol=Fr(25,1000)): return abs(Fr(r)/t-1)<=tol
def ratio_words(r,frac=True):
    """r Fraction -> words or None"""
    for t,w in((2,'twice'),(3,'three times'),(4,'four times'),(5,'five times'),(6,'six times'),(10,'ten times')):
        if near(r,t): return w
        if t<=5 and Fr(95,100)*t<=r<t: return 'nearly '+w
        if t<=5 and t<r<=Fr(112,100)*t: return 'more than '+w
    if frac:
        for t,w in((Fr(1,2),'half'),(Fr(1,3),'a third'),(Fr(1,4),'a quarter')):
            if near(r,t): return w
    if r>=Fr(12,10) and r<20:
        n=half_away(r*10)
        if n%10 and near(r,Fr(n,10)): return '%d.%d times'%(n//10,n%10)
    return None
def dbl_words(r):
    for t,w in((2,'doubled'),(3,'trebled'),(4,'quadrupled'),(Fr(1,2),'halved')):
        if near(r,t): return w
        if t==2 and Fr(19,10)<=r<2: return 'nearly doubled'
        if t==2 and 2<r<Fr(9,4): return 'more than doubled'
    return None
def share_words(v,rng):
    x=Fr(v,S)/100
    for t,w in((Fr(1,2),'half'),(Fr(1,3),'a third'),(Fr(1,4),'a quarter'),(Fr(1,5),'a fifth')):
        if near(x,t) and rng.random()<.7: return w
    if x<Fr(5,1000): return None
    return pct(v)[0]
# ---------- sampling
def steady(f,c,a,b):
    t=V[f]; p=None
    for n in range(max(FD[f]['lo'],a-1),min(FD[f]['hi'],b+1)+1):
        v=t.get(yl(n),{}).get(c)
        if v is None: p=None; continue
        if v<=0: return False
        if p and not (Fr(2,7)<=Fr(v,p)<=Fr(7,2)): return False
        p=v
    return True
MINV=50000*S
def floor(f): return 1 if f in('population','estimated_collection_rate','band_d_council_tax','band_d_council_tax_area_total') else MINV
def okval(f,n,c):
    v=val(f,yl(n),c); return v is not None and v>floor(f) and whole(c,yl(n)) and steady(f,c,n,n)
def years(f): return [n for n in range(FD[f]['lo'],FD[f]['hi']+1) if yl(n) in V[f] and n not in SKIPYEARS.get(f,())]
def complete(f,n,scope):
    e=len(eligible(f,yl(n),scope)); m=sum(1 for c in members(scope) if c in V[f].get(yl(n),{})); return e>0 and m*100>=95*e
def complete_ph(f,n,scope):
    e=len(eligible(f,yl(n),scope)); m=len(ranked(f,yl(n),'per_head',scope)); return e>0 and m*100>=95*e
def mostly(f,n,t):
    xs=[V[f][yl(n)][c] for c in members({'type':t}) if c in V[f].get(yl(n),{})]
    return len(xs)>=5 and sum(1 for x in xs if x>0)*100>=70*len(xs)
def pick_f(rng,cond):
    fs=[f for f in FD if FD[f]['tags'] and any(set(a.split('&'))<=FD[f]['tags'] for a in cond.split('|'))]
    return rng.choice(fs)
def base_slots(f,n,rng,t=None):
    d=FD[f]; s=dict(v=d['v'],base=d['base'],ving=d['ving'],pp=d['pp'],t=d['t'],np=d['np'],Np=cap(d['np']),by=d['by'],
      was='were' if d['plural'] else 'was',that='those' if d['plural'] else 'that',has='have' if d['plural'] else 'has',
      w=when(f,n),W=cap(when(f,n)),n1=bare(f,n),y=yl(n),cy=str(n+1),what=d.get('what',''),What=cap(d.get('what','')))
    if t: 
        i=rng.randrange(len(TN[t][0])); j=rng.randrange(len(TN[t][1])); s['T']=TN[t][0][i]; s['T1']=TN[t][1][j]; s['T1s']=poss(TN[t][1][0]); s['Tc']=cap(s['T'])
    return s
def updown(up):
    d=dict(rose='rose',grew='grew',climbed='climbed',wentup='went up',up='up',more='more',higher='higher',above='above',a_rise='a rise',A_Rise='A rise',risen='risen',increased='increased',rises='rises',rising='rising',upward='upward',rise='rise',reached='reached',high='high',most='most',highest='highest',overtook='overtook')
    e=dict(rose='fell',grew='shrank',climbed='dropped',wentup='went down',up='down',more='less',higher='lower',above='below',a_rise='a fall',A_Rise='A fall',risen='fallen',increased='decreased',rises='falls',rising='falling',upward='downward',rise='fall',reached='dropped to',high='low',most='least',highest='lowest',overtook='fell below')
    return dict(d if up else e)
SH=[]  # (id, kind, cond, template)
def shapes(kind,*rows):
    n=1
    for cond,t in rows: SH.append(('%s-%02d'%(kind,n),kind,cond,t)); n+=1
GEN={}
def gen(f): GEN[f.__name__[2:]]=f; return f
def name(c): return C[c]['name']
def put(s,k,c): s[k]=name(c); s[k+'s']=poss(name(c))
class Skip(Exception): pass
def need(x):
    if not x: raise Skip
    return x
def pick(rng,f,n,t,k=1,pred=None):
    cs=[c for c in rng.sample(USE[t],min(len(USE[t]),40)) if okval(f,n,c) and (pred is None or pred(c))]
    if len(cs)<k: raise Skip
    return cs[:k]
def fyt(rng,cond,types=None,ok=None):
    f=pick_f(rng,cond); n=rng.choice(years(f)); t=rng.choice([x for x in FD[f]['types'] if not types or x in types] or need(None))
    need(mostly(f,n,t)); return f,n,t
def vclaim(f,n,c,m='value'):
    o=operand(f,yl(n),m,council=c); need(o); v=parse(o['value'])
    a=amt(f,v)[0]; return claim('value',[o],a),a,v
# ----- value
shapes('value',('verbal','{C} {v} {a} {t} {w}.'),('verbal','{W}, {C} {v} {a} {t}.'),('np|bandd','{Cs} {np} came to {a} {w}.'),('bal','{Cs} {np} stood at {a} {w}.'),
 ('np|bandd','{W}, {Cs} {np} amounted to {a}.'),('spend|int|mrp','{Cs} {np} totalled {a} {w}.'),('verbal','{a} was {pp} {t} by {C} {w}.'),('verbal','{W}, {a} was {pp} {t} by {C}.'),
 ('held','{C} had {a} {t} {w}.'),('np&flow','{Cs} {y} {np} {was} {a}.'),('np&flow|bandd','{Cs} {np} in {y} {was} {a}.'),('bal','At the end of March {cy}, {C} {v} {a} {t}.'),
 ('res|inv|bor|int','The {np} of {C} came to {a} {w}.'),('verbal','The amount {C} {v} {t} {w} was {a}.'),('verbal','What {C} {v} {t} {w} came to {a}.'),
 ('bandd','{C} set its own Band D council tax at {a} in {y}.'),('coll','{C} expected to collect {a} of its council tax in {y}.'),('coll','{Cs} {np} was {a} in {y}.'),
 ('coll','In {y}, {C} estimated that it would collect {a} of its council tax.'),('area','The average Band D bill in {C}, with all precepts included, was {a} in {y}.'),
 ('area','Band D council tax in the area of {C}, all precepts included, averaged {a} in {y}.'),('pop','{C} had {a} residents {w}.'),('pop','{Cs} population was {a} {w}.'),
 ('spend','{C} put {a} into {what} {w}.'),('bor','{Cs} debt stood at {a} {w}.'),('spend','{Np} by {C} came to {a} {w}.'))
@gen
def g_value(rng,cond,tpl):
    f,n,t=fyt(rng,cond); c,=pick(rng,f,n,t); s=base_slots(f,n,rng,t); put(s,'C',c); k,a,v=vclaim(f,n,c); s['a']=a
    return s,{'a':k},dict(f=f,n=n,c=c)
# ----- two or three values
shapes('two',('verbal','{C} {v} {a} {t} {w}, {D} {b}.'),('verbal','{C} {v} {a} {t} {w} and {D} {b}.'),('verbal','{W}, {C} {v} {a} {t}, while {D} {v} {b}.'),('verbal','{W}, {C} {v} {a} {t}, whereas {D} {v} {b}.'),
 ('verbal','{C} and {D} {v} {a} and {b} respectively {t} {w}.'),('verbal','{C} {v} {a} {t} {w}, compared with {Ds} {b}.'),('np','{Cs} {np} came to {a} {w}, compared with {b} in {D}.'),
 ('np|bandd','{Cs} {np} {was} {a} {w}; {Ds} {was} {b}.'),('verbal','{W}, {a} was {pp} {t} by {C} and {b} by {D}.'),('verbal','{C} {v} {more} {t} {w} than {D}: {a} against {b}.'),
 ('verbal','{C} {v} {more} {t} than {D} {w}, {a} compared with {b}.'),('verbal','{W}, {C} {v} {a} {t}, {more} than {Ds} {b}.'),('np|bandd','{W}, {Cs} {np} {was} {higher} than {Ds}, at {a} against {b}.'),
 ('verbal','While {D} {v} {b} {t} {w}, {C} {v} {a}.'),('coll','{C} expected to collect {a} of its council tax in {y}, {D} {b}.'),('verbal','{C}, with {a}, {v} {more} {t} {w} than {D}, with {b}.'))
@gen
def g_two(rng,cond,tpl):
    f,n,t=fyt(rng,cond); c,d=pick(rng,f,n,t,2); s=base_slots(f,n,rng,t); put(s,'C',c); put(s,'D',d)
    ka,s['a'],va=vclaim(f,n,c); kb,s['b'],vb=vclaim(f,n,d); need(s['a']!=s['b'] and abs(va-vb)*100>2*max(va,vb) or f in('estimated_collection_rate',) and s['a']!=s['b'])
    s.update(updown(va>vb)); return s,{'a':ka,'b':kb},dict(f=f,n=n,c=c,d=d)
shapes('three',('verbal','Both {C} ({a}) and {D} ({b}) {v} {more} {t} {w} than {E} ({c}).'),('verbal','{C}, {D} and {E} {v} {a}, {b} and {c} {t} {w}, in that order.'),
 ('verbal','{W}, {C} {v} {a} {t}, {D} {b} and {E} {c}.'),('verbal','{W}, both {C}, with {a}, and {D}, with {b}, {v} {more} {t} than {E}, with {c}.'),('verbal','{E} {v} {c} {t} {w}; both {C} ({a}) and {D} ({b}) {v} {more}.'))
@gen
def g_three(rng,cond,tpl):
    f,n,t=fyt(rng,cond); c,d,e=pick(rng,f,n,t,3); cs=sorted([c,d,e],key=lambda x:val(f,yl(n),x))
    up=rng.random()<.5; e=cs[0] if up else cs[2]; c,d=(cs[2],cs[1]) if up else (cs[0],cs[1])
    if rng.random()<.5: c,d=d,c
    s=base_slots(f,n,rng,t); s.update(updown(up)); ks={}
    for k,l,x in(('C','a',c),('D','b',d),('E','c',e)): put(s,k,x); ks[l],s[l],_=vclaim(f,n,x)
    need(len({s['a'],s['b'],s['c']})==3); return s,ks,dict(f=f,n=n,c=c,d=d,e=e)
# ----- difference of two councils
shapes('diff2',('verbal','{C} {v} {x} {more} {t} than {D} {w}.'),('verbal','{W}, {C} {v} {x} {more} {t} than {D}.'),('verbal','{C} {v} {a} {t} {w}, {x} {more} than {D}.'),
 ('verbal','{C} {v} {a} {t} {w}, which is {x} {more} than {D}.'),('verbal','{C} {v} {a} {t} {w}, that is {x} {more} than {Ds} {b}.'),('np','{Cs} {np} {was} {x} {higher} than {Ds} {w}.'),
 ('np|bandd','{W}, {Cs} {np} {was} {x} {higher} than {Ds}.'),('np','{W}, the gap between {C} and {D} in {np} was {x}.'),('np','The difference between {Cs} {np} and {Ds} was {x} {w}.'),
 ('verbal','Compared with {D}, {C} {v} {x} {more} {t} {w}.'),('verbal','{C} {v} {a} {t} {w} and {D} {b}, a difference of {x}.'),('verbal','{W}, {C} {v} {a} {t}, compared with {b} in {D}: a gap of {x}.'),
 ('verbal','{D} {v} {b} {t} {w}; {C} {v} {x} {more}.'),('verbal','{W}, {D} {v} {b} {t}, and {C} {x} {more}.'),('verbal','{C}, which {v} {a} {t} {w}, {v} {x} {more} than {D}.'),
 ('np','{Cs} {np} of {a} {w} {was} {x} {above} {Ds}.'),('spend','{Np} was {x} {higher} in {C} than in {D} {w}.'),('verbal','{x} {more} was {pp} {t} by {C} than by {D} {w}.'),
 ('verbal','{C} {v} {x} {more} {t} {w} than {D} did.'),('verbal','{C} {v} {a} {t} {w}, against {Ds} {b}: {x} {more}.'),('bandd','{Cs} {np} was {a} in {y}, {x} {higher} than {Ds}.'),('bandd','{C} set its own Band D council tax {x} {higher} than {D} in {y}.'))
@gen
def g_diff2(rng,cond,tpl):
    s,k,m=g_two(rng,cond,tpl); f,n,c,d=m['f'],m['n'],m['c'],m['d']
    oa,ob=operand(f,yl(n),council=c),operand(f,yl(n),council=d); dv=parse(oa['value'])-parse(ob['value'])
    s['x']=amt(f,dv)[0]; need(abs(dv)>=1*S); k['x']=claim('difference',[oa,ob],s['x']); return s,k,m
# ----- ratio of two councils
shapes('ratio2',('verbal','{C} {v} {r} as much {t} as {D} {w}.'),('verbal','{W}, {C} {v} {r} as much {t} as {D}.'),('verbal','{C} {v} {a} {t} {w}, {r} as much as {D}.'),('verbal','{C} {v} {a} {t} {w}, {r} as much as {Ds} {b}.'),
 ('verbal','{C} {v} {a} {t} {w}, {rof} {Ds} {b}.'),('np','{W}, {Cs} {np} {was} {rof} {Ds}.'),('np','{Cs} {np} of {a} {w} {was} {rof} {Ds} {b}.'),('verbal','{R} as much was {pp} {t} by {C} as by {D} {w}.'),
 ('verbal','{C} {v} {a} {t} {w}, compared with {b} in {D}: {r} as much.'),('verbal','{D} {v} {b} {t} {w}, while {C} {v} {a}, {r} as much.'),('verbal','{C}, with {a}, {v} {r} as much {t} {w} as {D}, with {b}.'),
 ('verbal','Compared with {D}, {C} {v} {r} as much {t} {w}.'),('verbal','{C} {v} {a} {t} {w}, which is {rof} the {b} {pp} by {D}.'),('verbal','{C} {v} {rof} what {D} did {t} {w}.'),('verbal','{W}, {C} {v} {r} as much {t} as {D}, at {a} against {b}.'),
 ('np','{Cs} {np} {was} {r} as high as {Ds} {w}.'),('verbal','{C} {v} {r} as much {t} {w} as {D} did.'),('verbal','Against {Ds} {b}, {C} {v} {a} {t} {w}, {r} as much.'))
def pairratio(rng,f,n,cs,get):
    for c in cs:
        for d in cs:
            if c!=d and get(c) and get(d):
                r=Fr(get(c),get(d)); w=ratio_words(r)
                if w and (w[0].isalpha() or rng.random()<.02): return c,d,w
    raise Skip
@gen
def g_ratio2(rng,cond,tpl):
    f,n,t=fyt(rng,cond); cs=pick(rng,f,n,t,6); c,d,w=pairratio(rng,f,n,cs,lambda x:val(f,yl(n),x))
    s=base_slots(f,n,rng,t); put(s,'C',c); put(s,'D',d); ka,s['a'],va=vclaim(f,n,c); kb,s['b'],vb=vclaim(f,n,d)
    s['r']=w; s['R']=cap(w); k=claim('ratio',[operand(f,yl(n),council=c),operand(f,yl(n),council=d)],s['R'] if '{R}' in tpl else w)
    s.update(updown(va>vb)); return s,{'a':ka,'b':kb,'r':k,'R':k},dict(f=f,n=n,c=c,d=d)
# ----- change over time
def window(rng,f,gap):
    ok=[]
    for a,b in FD[f]['wins']:
        for n in range(a+gap,b+1): ok.append((n-gap,n))
    return rng.choice(ok) if ok else need(None)
def chg(rng,cond,gaps,types=None,want=None):
    f=pick_f(rng,cond); g=rng.choice(gaps); n0,n=window(rng,f,g); t=rng.choice(FD[f]['types']); need(mostly(f,n,t))
    for c in rng.sample(USE[t],len(USE[t]))[:60]:
        if not(whole(c,yl(n0),yl(n)) and all(val(f,yl(i),c) is not None for i in(n0,n)) and val(f,yl(n0),c)>floor(f) and val(f,yl(n),c)>floor(f) and steady(f,c,n0,n)): continue
        if abs(half_away(Fr(val(f,yl(n),c)*100,val(f,yl(n0),c)))-100)<2 and f!='estimated_collection_rate': continue
        if want and not want(Fr(val(f,yl(n),c),val(f,yl(n0),c))): continue
        break
    else: raise Skip
    s=base_slots(f,n,rng,t); put(s,'C',c); ka,s['a'],va=vclaim(f,n,c); kb,s['b'],vb=vclaim(f,n0,c); need(s['a']!=s['b'])
    s.update(updown(va>vb)); s['w0']=when(f,n0); s['W0']=cap(s['w0']); s['n0']=bare(f,n0); s['y0']=yl(n0); s['k']=num(g); s['K']=cap(num(g))
    cash=FD[f]['tags']&{'verbal','np','bandd','area'}; s['bi']=', before inflation' if g>2 and cash else ''
    need(not('Before inflation' in tplx[0] and not cash))
    return s,{'a':ka,'b':kb},dict(f=f,n=n,n0=n0,c=c,va=va,vb=vb)
tplx=['']
shapes('fromto',('np','{Cs} {np} {rose} from {b} {w0} to {a} {w}{bi}.'),('verbal','{W0}, {C} {v} {b} {t}; {w}, {a}{bi}.'),('verbal','{C} {v} {a} {t} {w}, {up} from {b} {w0}{bi}.'),('verbal','{C} {v} {a} {t} {w}, compared with {b} {w0}{bi}.'),
 ('verbal','{C} {v} {b} {t} {w0} and {a} {w}{bi}.'),('np|bandd','{Cs} {np} {wentup} from {b} to {a} between {n0} and {n1}{bi}.'),('np|bandd','Between {n0} and {n1}, {Cs} {np} {climbed} from {b} to {a}{bi}.'),
 ('np','{Cs} {np} {was} {b} {w0} and had {risen} to {a} by {n1}{bi}.'),('np','{Cs} {np} had {risen} to {a} by {n1}, from {b} {w0}{bi}.'),('verbal','{C} {v} {more} {t} {w} than {w0}: {a} against {b}{bi}.'),
 ('np','From {b} {w0}, {Cs} {np} {rose} to {a} {w}{bi}.'),('bandd','{Cs} {np} {rose} from {b} {w0} to {a} {w}{bi}.'),('coll','{Cs} {np} {rose} from {b} {w0} to {a} {w}.'),('pop','{Cs} population {rose} from {b} {w0} to {a} {w}.'),
 ('area','The average Band D bill in {C}, all precepts included, {rose} from {b} in {y0} to {a} in {y}{bi}.'),('spend','{Np} by {C} {rose} from {b} {w0} to {a} {w}{bi}.'))
@gen
def g_fromto(rng,cond,tpl): return chg(rng,cond,[1,1,3,4,5,6])
shapes('fromto1',('verbal','{W}, {C} {v} {a} {t}; the year before, {b}.'),('verbal','{C} {v} {b} {t} {w0}; a year later, {a}.'),('verbal','{C} {v} {a} {t} {w}, compared with {b} the year before.'),('np','{Cs} {np} {rose} from {b} to {a} in the year to {n1}.'),('verbal','{C} {v} {b} {t} {w0} but {a} a year later.'))
@gen
def g_fromto1(rng,cond,tpl):
    if 'in the year to' in tpl: cond='bal'
    return chg(rng,cond,[1])
shapes('fromtoN',('bal','Over the {k} years to {n1}, {Cs} {np} {grew} from {b} to {a}{bi}.'),('np','Before inflation, {Cs} {np} {rose} from {b} {w0} to {a} {w}.'),('verbal','{C} {v} {b} {t} {w0}; {k} years later, before inflation, {a}.'),('verbal','Before inflation, {C} {v} {more} {t} {w} than {w0}: {a} against {b}.'),('np','{Cs} {np} {climbed}, before inflation, from {b} {w0} to {a} {w}.'))
@gen
def g_fromtoN(rng,cond,tpl): return chg(rng,cond,[3,4,5,6,7])
shapes('chg1',('np','{Cs} {np} {rose} by {x} in a year, to {a} {w}.'),('np|bandd','{Cs} {np} {wentup} by {x} between {n0} and {n1}.'),('verbal','{C} {v} {a} {t} {w}, {up} {x} in a year.'),('verbal','{C} {v} {a} {t} {w}, {up} {x} on the year before.'),
 ('verbal','{C} {v} {a} {t} {w}, {x} {more} than a year earlier.'),('verbal','{C} {v} {x} {more} {t} {w} than {w0}.'),('np|bandd','{Cs} {np} {was} {x} {higher} {w} than {w0}.'),('verbal','{W}, {C} {v} {x} {more} {t} than the year before.'),
 ('np','{Cs} {np} {climbed} from {b} {w0} to {a} {w}, {a_rise} of {x}.'),('verbal','{C} {v} {b} {t} {w0} and {x} {more} a year later.'),('bal','In the year to March {cy}, {Cs} {np} {grew} by {x}.'),
 ('np','{W}, {Cs} {np} {was} {up} by {x} on the year before, at {a}.'),('verbal','{W}, {C} {v} {a} {t}, compared with {b} the year before: {a_rise} of {x}.'),('bal','By March {cy}, {Cs} {np} had {risen} by {x} in a year, to {a}.'),
 ('spend','{Np} by {C} {rose} by {x} from {y0} to {y}.'),('np','{A_Rise} of {x} in a year took {Cs} {np} to {a} {w}.'),('bal','{Cs} {np} had {risen} to {a} by March {cy}, {x} {less_} than a year earlier.'),
 ('np','{Cs} {np} {was} {a} {w}, {x} {higher} than the year before.'),('pop','{Cs} population {rose} by {x} between {n0} and {n1}, to {a}.'),('np','From {w0n} to {n1}, {Cs} {np} {rose} by {x}.'))
def add_diff(s,k,m):
    f=m['f']; dv=m['va']-m['vb']; s['x']=amt(f,dv)[0]; s['less_']=s['more']; s['w0n']=s['n0']
    k['x']=claim('difference',[operand(f,yl(m['n']),council=m['c']),operand(f,yl(m['n0']),council=m['c'])],s['x'],direction='rise' if dv>0 else 'fall'); need(abs(dv)>=S)
@gen
def g_chg1(rng,cond,tpl):
    s,k,m=chg(rng,cond,[1]); add_diff(s,k,m)
    if FD[m['f']]['plural'] or 'res' in FD[m['f']]['tags']: s['less_']='higher' if s['more']=='more' else 'lower'
    else: s['less_']=s['higher']
    return s,k,m
shapes('chgN',('verbal','{C} {v} {x} {more} {t} {w} than {w0}{bi}.'),('np','Over the {k} years to {n1}, {Cs} {np} {grew} by {x}{bi}.'),('np','{Cs} {np} {rose} by {x} in {k} years, to {a} {w}{bi}.'),('np|bandd','Between {n0} and {n1}, {Cs} {np} {wentup} by {x}{bi}.'),
 ('verbal','{C} {v} {a} {t} {w}, {x} {more} than {k} years earlier{bi}.'),('np','Before inflation, {Cs} {np} {was} {x} {higher} {w} than {w0}.'),('verbal','{W}, {C} {v} {x} {more} {t} than {k} years earlier{bi}.'))
@gen
def g_chgN(rng,cond,tpl): s,k,m=chg(rng,cond,[3,4,5,6,7]); add_diff(s,k,m); return s,k,m
def add_pct(s,k,m):
    f=m['f']; r=half_away(Fr((m['va']-m['vb'])*100*S,m['vb'])); s['p']=pct(r)[0]; need(abs(r)>=S and s['p']!='100 percent')
    k['p']=claim('percent',[operand(f,yl(m['n']),council=m['c']),operand(f,yl(m['n0']),council=m['c'])],s['p'],direction='rise' if r>0 else 'fall')
shapes('pct1',('np','{Cs} {np} {rose} by {p} in a year, to {a} {w}.'),('np|bandd','{Cs} {np} {wentup} {p} between {n0} and {n1}.'),('verbal','{C} {v} {a} {t} {w}, {up} {p} on the year before.'),('verbal','{C} {v} {p} {more} {t} {w} than {w0}.'),
 ('verbal','{C} {v} {p} {more} {t} {w} than the year before.'),('np|bandd','{Cs} {np} {was} {p} {higher} {w} than {w0}.'),('verbal','{C} {v} {a} {t} {w}, {p} {more} than the {b} of {n0}.'),('np','{Cs} {np} {climbed} {p}, from {b} {w0} to {a} {w}.'),
 ('np','{W}, {Cs} {np} {was} {up} {p} on a year earlier.'),('bal','In the year to March {cy}, {Cs} {np} {grew} {p}.'),('np','{A_Rise} of {p} in a year took {Cs} {np} to {a} {w}.'),('spend','{Np} by {C} {rose} {p} between {y0} and {y}.'),
 ('verbal','{W}, {C} {v} {a} {t}, that is {p} {more} than {w0}.'),('pop','{Cs} population {rose} by {p} between {n0} and {n1}.'),('verbal','{C} {v} {b} {t} {w0} and {p} {more} a year later.'),('np','Between {n0} and {n1}, {Cs} {np} {increased} by {p}.'))
@gen
def g_pct1(rng,cond,tpl): s,k,m=chg(rng,cond,[1]); add_pct(s,k,m); return s,k,m
shapes('pctN',('np|bandd','{Cs} {np} {rose} by {p} between {n0} and {n1}{bi}.'),('verbal','{C} {v} {p} {more} {t} {w} than {w0}{bi}.'),('np','{Cs} {np} {rose} {p} in {k} years, to {a} {w}{bi}.'),('np','Over the {k} years to {n1}, {Cs} {np} {grew} by {p}{bi}.'),
 ('verbal','{C} {v} {a} {t} {w}, {up} {p} in {k} years{bi}.'),('np','Before inflation, {Cs} {np} {was} {p} {higher} {w} than {w0}.'),('np','{W}, {Cs} {np} {was} {p} {higher} than {k} years earlier{bi}.'),('np','Before inflation, {Cs} {np} {climbed} by {p} from {n0} to {n1}.'),('spend','{Np} by {C} {wentup} {p} between {y0} and {y}, before inflation.'))
@gen
def g_pctN(rng,cond,tpl): s,k,m=chg(rng,cond,[3,4,5,6,7]); add_pct(s,k,m); return s,k,m
shapes('pct2',('np','Both {Cs} and {Ds} {np} {rose} between {n0} and {n1}, by {p} and {q} respectively.'),('np','{Cs} {np} {rose} by {p} between {n0} and {n1}, {Ds} by {q}.'),('np','Between {n0} and {n1}, {Cs} {np} {rose} {p}, against {a_rise} of {q} in {D}.'),('np','{Cs} {np} {rose} {p} between {n0} and {n1}, while {Ds} {rose} {q}.'))
@gen
def g_pct2(rng,cond,tpl):
    s,k,m=chg(rng,cond,[1]); add_pct(s,k,m); f,n,n0,c=m['f'],m['n'],m['n0'],m['c']; up=m['va']>m['vb']
    for d in rng.sample(USE[C[c]['type']],len(USE[C[c]['type']]))[:30]:
        if d!=c and okval(f,n,d) and okval(f,n0,d) and whole(d,yl(n0),yl(n)) and (val(f,yl(n),d)>val(f,yl(n0),d))==up:
            r=half_away(Fr((val(f,yl(n),d)-val(f,yl(n0),d))*100*S,val(f,yl(n0),d)))
            if abs(r)<S: continue
            s['q']=pct(r)[0]; need(s['q']!=s['p']); put(s,'D',d)
            k['q']=claim('percent',[operand(f,yl(n),council=d),operand(f,yl(n0),council=d)],s['q'],direction='rise' if up else 'fall'); m['d']=d; return s,k,m
    raise Skip
shapes('mult',('np','{Cs} {np} {dbl} in {k} years, from {b} {w0} to {a} {w}{bi}.'),('np','{Cs} {np} {dbl} between {n0} and {n1}{bi}.'),('np','{Cs} {np} {dbl} in {k} years to {a} {w}{bi}.'),('np','Over the {k} years to {n1}, {Cs} {np} {dbl}{bi}.'),
 ('np','{Cs} {np} {dbl} from {b} {w0} to {a} {w}{bi}.'),('np','Before inflation, {Cs} {np} {dbl} between {n0} and {n1}, to {a}.'))
def addratio(s,k,m,w,key):
    f=m['f']; k[key]=claim('ratio',[operand(f,yl(m['n']),council=m['c']),operand(f,yl(m['n0']),council=m['c'])],w,direction='rise' if m['va']>m['vb'] else 'fall'); s[key]=w
@gen
def g_mult(rng,cond,tpl):
    s,k,m=chg(rng,cond,[3,4,5,6,7],want=lambda r:dbl_words(r)); w=dbl_words(Fr(m['va'],m['vb'])); addratio(s,k,m,w,'dbl'); return s,k,m
shapes('times',('verbal','{C} {v} {r} as much {t} {w} as {w0}{bi}.'),('verbal','{W}, {C} {v} {r} as much {t} as {k} years earlier{bi}.'),('verbal','{C} {v} {a} {t} {w}, {r} as much as {w0}{bi}.'),('verbal','{C} {v} {a} {t} {w}, {rof} the {b} of {k} years earlier{bi}.'),
 ('np','{Cs} {np} {was} {r} as high {w} as {w0}{bi}.'),('verbal','Before inflation, {C} {v} {r} as much {t} {w} as {w0}.'),('np','{Cs} {np} {was} {a} {w}, {rof} the {b} of {n0}{bi}.'))
@gen
def g_times(rng,cond,tpl):
    s,k,m=chg(rng,cond,[3,4,5,6,7],want=lambda r:ratio_words(r)); w=ratio_words(Fr(m['va'],m['vb'])); addratio(s,k,m,w,'r'); return s,k,m
# ----- percentage points of the collection rate
shapes('ppcoll',('coll','{Cs} {np} {rose} by {x} between {n0} and {n1}.'),('coll','{C} expected to collect {a} of its council tax in {y}, {x} {more} than in {y0}.'),('coll','{Cs} {np} was {a} in {y}, {up} {x} from {b} in {y0}.'),('coll','{Cs} {np} was {x} {higher} in {y} than in {y0}.'))
def points(v): return pct(v)[0].replace(' percent',' percentage point'+('' if pct(v)[1]==1 else 's'))
@gen
def g_ppcoll(rng,cond,tpl):
    s,k,m=chg(rng,cond,[1,2,3,4,5]); dv=m['va']-m['vb']; need(abs(dv)>=5*S//10); s['x']=points(dv)
    k['x']=claim('difference',[operand(m['f'],yl(m['n']),council=m['c']),operand(m['f'],yl(m['n0']),council=m['c'])],s['x'],direction='rise' if dv>0 else 'fall'); return s,k,m
# ----- part of a whole
SHF=['spend_education','spend_childrens_social_care','spend_adult_social_care','spend_public_health','spend_housing','spend_cultural','spend_environmental','spend_planning','spend_central']
TSE='total_service_expenditure'
def partop(f,n,council=None,t=None): return operand(f,yl(n),'share',council=council,group=('type',t) if t else None,of_field=TSE)
def penceok(v): n=half_away(Fr(v,S)); return n if n>=3 and near(Fr(v,S),n) else None
shapes('part',('spend','{Cs} {np} made up {p} of its spending on services in {y}.'),('spend','{What} accounted for {p} of {Cs} spending on services in {y}.'),('spend','{What} took {pn} of every pound {C} spent on services in {y}.'),
 ('spend','Of every pound {C} spent on services in {y}, {pn} went on {what}.'),('spend','In {y}, {p} of {Cs} spending on services went on {what}.'),('spend','{C} devoted {p} of its spending on services to {what} in {y}.'),
 ('spend','Out of each pound that {C} spent on services in {y}, {pn} was for {what}.'),('spend','In {y}, {what} made up {p} of {Cs} spending on services.'),('spend','{p} of {Cs} spending on services in {y} was on {what}.'))
@gen
def g_part(rng,cond,tpl):
    f=rng.choice(SHF); n=rng.choice([x for x in years(f) if x in years(TSE)]); t=rng.choice(FD[f]['types']); need(mostly(f,n,t)); c,=pick(rng,f,n,t); need(okval(TSE,n,c))
    s=base_slots(f,n,rng,t); put(s,'C',c); return finish_part(s,rng,tpl,partop(f,n,c),dict(f=f,n=n,c=c))
def finish_part(s,rng,tpl,o,m,pk='p',nk='pn'):
    need(o); v=parse(o['value']); k={}
    need(2*S<v<95*S)
    p=share_words(v,rng); need(p)
    if tpl.startswith('{p}'): p=cap(p); need(not p[0].isdigit())
    s[pk]=p; k[pk]=claim('value',[o],p)
    if '{'+nk+'}' in tpl: n=penceok(v); need(n); s[nk]='%dp'%n; k[nk]=claim('value',[o],s[nk])
    return s,k,m
shapes('part2',('spend','In {y} {what} made up {p} of {Cs} spending on services, against {q} of {Ds}.'),('spend','{What} took {pn} of every pound {C} spent on services in {y}, and {qn} of every pound {D} spent.'),('spend','{p} of {Cs} spending on services in {y} went on {what}, compared with {q} of {Ds}.'))
@gen
def g_part2(rng,cond,tpl):
    f=rng.choice(SHF); n=rng.choice([x for x in years(f) if x in years(TSE)]); t=rng.choice(FD[f]['types']); need(mostly(f,n,t)); c,d=pick(rng,f,n,t,2); need(okval(TSE,n,c) and okval(TSE,n,d))
    s=base_slots(f,n,rng,t); put(s,'C',c); put(s,'D',d); s,k,m=finish_part(s,rng,tpl,partop(f,n,c),dict(f=f,n=n,c=c,d=d)); s,k2,m=finish_part(s,rng,tpl.replace('{p}','',1) if tpl.startswith('{p}') else tpl,partop(f,n,d),m,'q','qn'); k.update(k2)
    need(s['p']!=s['q'] and s.get('pn')!=s.get('qn',1)); return s,k,m
shapes('partchg',('spend','{What} took {pn} of every pound {C} spent on services in {y}, {up} from {qn} in {y0}.'),('spend','{What} made up {p} of {Cs} spending on services in {y}, {up} from {q} in {y0}.'),
 ('spend','The share of {Cs} spending on services that went on {what} {rose} by {x} between {y0} and {y}.'),('spend','{What} accounted for {x} {more} of {Cs} spending on services in {y} than in {y0}.'),('spend','Between {y0} and {y}, the share of {Cs} spending on services taken by {what} {rose} from {q} to {p}.'),
 ('spend','{What} made up {p} of {Cs} spending on services in {y}, {x} {more} than in {y0}.'))
shapes('partgrp',('spend','{What} took {pn} of every pound {T} spent on services in {y}.'),('spend','In {y}, {T} spent {p} of all their service spending on {what}.'),('spend','{What} took {pn} of every pound {T} spent on services in {y}, {up} from {qn} in {y0}.'),('spend','{What} made up {p} of all spending on services by {T} in {y}.'),
 ('spend','Between {y0} and {y}, {what} {rose} from {q} to {p} of all spending on services by {T}.'),('spend','Of every pound {T} spent on services in {y}, {pn} went on {what}.'))
def partchange(rng,tpl,grp):
    f=rng.choice([x for x in SHF if x!='spend_public_health']); w=(2016,2023); n0=rng.randint(2016,2022); n=rng.randint(n0+1,2023); t=rng.choice(FD[f]['types']); need(mostly(f,n,t))
    s=base_slots(f,n,rng,t); s['y0']=yl(n0)
    if grp:
        for i in(n0,n): need(complete(f,i,{'type':t}) and complete(TSE,i,{'type':t}))
        if '{y0}' in tpl: need(codes(f,n0,t)==codes(f,n,t))
        a,b=partop(f,n,t=t),partop(f,n0,t=t); m=dict(f=f,n=n,n0=n0,t=t)
    else:
        c,=pick(rng,f,n,t,1,lambda c:okval(f,n0,c) and okval(TSE,n0,c) and okval(TSE,n,c) and whole(c,yl(n0),yl(n)) and steady(f,c,n0,n)); put(s,'C',c); a,b=partop(f,n,c),partop(f,n0,c); m=dict(f=f,n=n,n0=n0,c=c)
    need(a and b); va,vb=parse(a['value']),parse(b['value']); s.update(updown(va>vb)); need(abs(va-vb)>=S if '{y0}' in tpl else True)
    s,k,m=finish_part(s,rng,tpl,a,m)
    if '{y0}' in tpl:
        s,k2,m=finish_part(s,rng,tpl,b,m,'q','qn'); k.update(k2); need(s['p']!=s['q'] and s.get('pn')!=s.get('qn',1))
        s['x']=points(va-vb); k['x']=claim('difference',[a,b],s['x'],direction='rise' if va>vb else 'fall')
    return s,k,m
@gen
def g_partchg(rng,cond,tpl): return partchange(rng,tpl,False)
@gen
def g_partgrp(rng,cond,tpl): return partchange(rng,tpl,True)
def codes(f,n,t): return frozenset(c for c in members({'type':t}) if c in V[f].get(yl(n),{}))
PARTOF=[('borrowing_pwlb','total_borrowing','{p} of {Cs} borrowing {w} was from the Public Works Loan Board.'),('borrowing_pwlb','total_borrowing','{W}, {p} of what {C} owed was to the Public Works Loan Board.'),('investments_bank_deposits','total_investments','Deposits with banks made up {p} of {Cs} investments {w}.'),('investments_money_market_funds','total_investments','{W}, {p} of {Cs} investments was in money market funds.')]
shapes('partbal',*[(str(i),x[2]) for i,x in enumerate(PARTOF)])
@gen
def g_partbal(rng,cond,tpl):
    f,g,_=PARTOF[int(cond)]; n=rng.choice(years(f)); t=rng.choice(FD[f]['types']); need(mostly(f,n,t)); c,=pick(rng,f,n,t); need(okval(g,n,c)); s=base_slots(f,n,rng,t); put(s,'C',c)
    return finish_part(s,rng,tpl,operand(f,yl(n),'share',council=c,of_field=g),dict(f=f,n=n,c=c))
# ----- ranks
def rk(rng,f,n,t,direction,place,m='value'):
    scope={'type':t}; need((complete if m=='value' else complete_ph)(f,n,scope)); r=ranked(f,yl(n),m,scope); need(len(r)>=10)
    o=sorted(r,key=lambda c:(-r[c] if direction=='highest' else r[c])); c=o[place-1]
    need(usable(c) and okval(f,n,c) and (place==1 or r[o[place-2]]!=r[c]) and r[o[place]]!=r[c])
    return c,o,r,len(r)
def rclaim(f,n,c,t,direction,shown,m='value'): return need(claim('rank',[operand(f,yl(n),m,council=c)],shown,direction=direction,scope={'type':t}))
MARK='\x01'
# the rank phrase that is shown stands between [ and ]
shapes('rankhi',('verbal','{C} {v} [the most {t} of any {T1}] {w}.'),('verbal','{C} {v} {a} {t} {w}, [the most of any {T1}].'),('verbal','{C} {v} [more {t} than any other {T1}] {w}.'),('verbal','[No other {T1}] {v} more {t} than {C} {w}.'),
 ('verbal','[No other {T1}] {v} as much {t} as {C} {w}: {a}.'),('verbal','[No {T1}] {v} more {t} {w} than {C}.'),('verbal','Of all {T}, {C} {v} [the most] {t} {w}.'),('verbal','Among {T}, {C} {v} [the most] {t} {w}: {a}.'),
 ('verbal','Of the {N} {T}, {C} {v} [the most] {t} {w}.'),('np','{W}, {Cs} {np} {was} [the highest of any {T1}], at {a}.'),('np','{Cs} {np} {was} [higher {w} than {that} of any other {T1}].'),('np','[The highest] {np} among {T} {w} {was} {Cs}, at {a}.'),
 ('verbal','The {T1} that {v} [the most] {t} {w} was {C}, with {a}.'),('np','{C} came [first among {T}] for {np} {w}, with {a}.'),('np','{C} ranked [first of the {N} {T}] for {np} {w}.'),('np','At {a}, {Cs} {np} {was} [the highest of all {T}] {w}.'),
 ('verbal','{C} had more {t} {w} than [any other {T1}]: {a}.'),('verbal','{C} {v} {a} {t} {w}, [more than any other {T1}].'),('np','{Cs} {np} of {a} {was} [the highest among {T}] {w}.'),('verbal','{W}, {C} {v} {a} {t}, and [no other {T1}] {v} as much.'),
 ('bandd','{Cs} {np} was [the highest of any {T1}] in {y}, at {a}.'),('coll','{Cs} {np} of {a} was [the highest of any {T1}] in {y}.'),('bandd','[No other {T1}] set a higher Band D council tax of its own than {C} in {y}.'),
 ('verbal','{C} {v} [the most] {t} {w} of the {N} {T}, {x} more than {D} in [[second place]].'),('verbal','Between them, no two'),)
SH[:]=[x for x in SH if 'no two' not in x[3]]
def bracket(tpl):
    """-> template without brackets, the rank phrase template"""
    m=re.search(r'(?<!\[)\[([^\[\]]+)\](?!\])',tpl); m2=re.search(r'\[\[([^\[\]]+)\]\]',tpl)
    return re.sub(r'[\[\]]','',tpl),(m.group(1) if m else None),(m2.group(1) if m2 else None)
def fillin(t,s): return tidy_text(t.format(**s))
def tidy_text(x):
    x=re.sub(r'\s+',' ',x).strip(); x=re.sub(r' ([,.;:])',r'\1',x); return cap(x) if x[:1].isalpha() else x
def rankgen(rng,cond,tpl,direction,places=(1,),m='value'):
    f,n,t=fyt(rng,cond)
    if m=='per_head': need(t!=CO or n==2020); need(FD[f]['slug'] not in('band_d_council_tax',))
    if 'had more' in tpl: need('held' in FD[f]['tags'])
    place=rng.choice(places); c,o,r,N=rk(rng,f,n,t,direction,place,m); s=base_slots(f,n,rng,t); put(s,'C',c); s['N']=str(N); s['nth']=ORD[place]
    ka,s['a'],va=vclaim(f,n,c,m); ks={'a':ka}; info=dict(f=f,n=n,c=c,t=t,place=place)
    if m=='per_head': need(va>=S); s['a']=ka['shown']=money(va)[0]
    s['hi']='highest' if direction=='highest' else 'lowest'; s['most']='most' if direction=='highest' else 'least'; s['more']='more' if direction=='highest' else 'less'
    plain,ph,ph2=bracket(tpl)
    if '{D}' in tpl:
        d=o[1] if place==1 else o[0]; need(usable(d) and r[d]!=(r[o[2]] if place==1 else r[o[1]])); put(s,'D',d); info['d']=d
    if tpl.count('[[') and ph2 and 'second place' in ph2:
        d=o[1]; x=r[c]-r[d]; s['x']=money(x)[0]; need(x>S); ks['x']=claim('difference',[operand(f,yl(n),m,council=c),operand(f,yl(n),m,council=d)],s['x'])
        kd=rclaim(f,n,d,t,direction,fillin_p(ph2,s),m); ks['#d']=kd
    if place==2 and '{D}' in tpl: ks['#d']=rclaim(f,n,d,t,direction,fillin_p(ph2,s),m); ph2=None
    shown=fillin_p(ph2 if ph2 and 'second place' not in ph2 else ph,s); 
    if plain.startswith(ph): shown=cap(shown)
    ks['#r']=rclaim(f,n,c,t,direction,shown,m)
    s['__tpl']=plain; return s,ks,info
def fillin_p(t,s): return re.sub(r'\s+',' ',t.format(**s)).strip()
@gen
def g_rankhi(rng,cond,tpl): return rankgen(rng,cond,tpl,'highest')
shapes('ranklo',('verbal','{C} {v} [the least {t} of any {T1}] {w}.'),('verbal','{C} {v} {a} {t} {w}, [the least of any {T1}].'),('verbal','{C} {v} [less {t} than any other {T1}] {w}.'),('verbal','[No other {T1}] {v} less {t} than {C} {w}.'),
 ('verbal','Among {T}, {C} {v} [the least] {t} {w}: {a}.'),('np','{W}, {Cs} {np} {was} [the lowest of any {T1}], at {a}.'),('np','[The lowest] {np} among {T} {w} {was} {Cs}, at {a}.'),('verbal','The {T1} that {v} [the least] {t} {w} was {C}, with {a}.'),
 ('np','At {a}, {Cs} {np} {was} [the lowest of all {T}] {w}.'),('bandd','{Cs} {np} was [the lowest of any {T1}] in {y}, at {a}.'),('coll','{Cs} {np} of {a} was [the lowest of any {T1}] in {y}.'),('verbal','Of the {N} {T}, {C} {v} [the least] {t} {w}.'))
@gen
def g_ranklo(rng,cond,tpl): return rankgen(rng,cond,tpl,'lowest')
shapes('rankn',('verbal','{C} {v} [the {nth} most {t} of any {T1}] {w}.'),('np','{C} came [{nth} among {T}] for {np} {w}, with {a}.'),('np','{C} ranked [{nth} of the {N} {T}] for {np} {w}.'),('verbal','[Only one {T1}] {v} more {t} than {C} {w}.'),
 ('np','{Cs} {np} {was} [the {nth} highest of any {T1}] {w}.'),('verbal','{D} {v} [[the most {t} of any {T1}]] {w} and {C} [the second most].'),('np','{C} stood [{nth} among the {N} {T}] for {np} {w}.'),('verbal','{C} {v} {a} {t} {w}, [the {nth} most of any {T1}].'),
 ('verbal','Among {T}, {C} {v} [the {nth} most] {t} {w}, at {a}.'),('np','{W}, {C} was [{nth} of {N} {T}] by {np}, with {a}.'),('bandd','{Cs} {np} was [the {nth} highest of any {T1}] in {y}.'),('np','At {a}, {Cs} {np} {was} [the {nth} highest among {T}] {w}.'))
@gen
def g_rankn(rng,cond,tpl): return rankgen(rng,cond,tpl,'highest',(2,) if 'Only one' in tpl or '{D}' in tpl else (2,3,4,5))
shapes('rankph',('verbal','{C} {v} {a} per resident {t} {w}, [the {most} of any {T1}].'),('verbal','{C} {v} [{more} per head {t} than any other {T1}] {w}.'),('verbal','Per resident, {C} {v} [the {most} {t} of any {T1}] {w}: {a}.'),('verbal','[No {T1}] {v} {more} per resident {t} {w} than {C}.'),
 ('np','{Cs} {np} came to {a} per resident {w}, [the {hi} of any {T1}].'),('verbal','{C} {v} {a} {t} for every resident {w}, [{more} per head than any other {T1}].'),('verbal','For every resident, {C} {v} {a} {t} {w}, [the {most} of any {T1}].'),('verbal','{W}, {C} {v} {a} a head {t}, [the {most} of any {T1}].'))
shapes('rankphn',('np','{C} came [{nth} among {T}] for {np} per head {w}, with {a}.'),('verbal','Of the {N} {T}, {C} {v} [the {nth} most per head] {t} {w}.'),('verbal','{C} {v} {a} {t} for each resident {w}, [the {nth} most per head of any {T1}].'),('np','{Cs} {np} per resident {was} [the {nth} highest among {T}] {w}, at {a}.'))
@gen
def g_rankph(rng,cond,tpl): return rankgen(rng,cond,tpl,rng.choice(['highest','highest','lowest']),(1,),'per_head')
@gen
def g_rankphn(rng,cond,tpl): return rankgen(rng,cond,tpl,'highest',(2,3,4,5),'per_head')
# ----- per head
def headok(f,n,c): v=head(f,yl(n),c); return v is not None and v>=2*S
shapes('perhead',('verbal','{C} {v} {a} per resident {t} {w}.'),('verbal','{C} {v} {a} {t} for every resident {w}.'),('verbal','{C} {v} {a} a head {t} {w}.'),('verbal','{W}, {C} {v} the equivalent of {a} per resident {t}.'),('np','{Cs} {np} came to {a} per resident {w}.'),
 ('np','{Cs} {np} worked out at {a} a head {w}.'),('verbal','For each resident, {C} {v} {a} {t} {w}.'),('verbal','Per head of population, {C} {v} {a} {t} {w}.'),('verbal','{C} {v} {A} {t} {w}, or {a} for each resident.'),('verbal','{W}, {a} per resident was {pp} {t} by {C}.'),('verbal','{C} {v} {A} {t} {w}: {a} per head.'))
@gen
def g_perhead(rng,cond,tpl):
    f,n,t=fyt(rng,cond); c,=pick(rng,f,n,t,1,lambda c:headok(f,n,c)); s=base_slots(f,n,rng,t); put(s,'C',c); kA,s['A'],_=vclaim(f,n,c); k,_,v=vclaim(f,n,c,'per_head'); s['a']=k['shown']=money(v)[0]
    return s,{'A':kA,'a':k},dict(f=f,n=n,c=c)
shapes('perhead2',('verbal','{C} {v} {a} per resident {t} {w}, {D} {b}.'),('verbal','{W}, {C} {v} {a} a head {t}, compared with {b} in {D}.'),('verbal','{C} {v} {x} {more} per resident {t} than {D} {w}.'),('verbal','{C} {v} {a} per resident {t} {w}, {x} {more} than {D}.'),
 ('verbal','{W}, {C} {v} {a} {t} for every resident, whereas {D} {v} {b}.'),('np','Per head, {Cs} {np} {was} {x} {higher} than {Ds} {w}.'),('verbal','{C} {v} {a} per head {t} {w}, against {Ds} {b}: a difference of {x}.'))
shapes('perheadr',('verbal','{C} {v} {r} as much per head {t} as {D} {w}.'),('verbal','Per resident, {C} {v} {r} as much {t} as {D} {w}.'),('verbal','{C} {v} {a} {t} for each resident {w}, {r} as much as {D}.'),('verbal','{W}, {C} {v} {r} as much per resident {t} as {D}: {a} against {b}.'),('np','{Cs} {np} per head {was} {rof} {Ds} {w}.'),('verbal','For every resident, {C} {v} {r} as much {t} {w} as {D}.'))
def ph2(rng,cond,tpl,ratio):
    f,n,t=fyt(rng,cond); cs=pick(rng,f,n,t,6 if ratio else 2,lambda c:headok(f,n,c)); h=lambda c:head(f,yl(n),c)
    if ratio: c,d,w=pairratio(rng,f,n,cs,h)
    else: c,d=cs
    s=base_slots(f,n,rng,t); put(s,'C',c); put(s,'D',d); oa,ob=operand(f,yl(n),'per_head',council=c),operand(f,yl(n),'per_head',council=d); va,vb=parse(oa['value']),parse(ob['value'])
    s['a'],s['b']=money(va)[0],money(vb)[0]; need(s['a']!=s['b']); s.update(updown(va>vb)); dv=va-vb; need(abs(dv)>=3*S); s['x']=money(dv)[0]
    k={'a':claim('value',[oa],s['a']),'b':claim('value',[ob],s['b'])}
    if ratio: s['r']=w; k['r']=claim('ratio',[oa,ob],w)
    else:
        pa,pb=money(va)[1],money(vb)[1]; need(not('{a}' in tpl and '{b}' in tpl) or abs(pa-pb)==money(dv)[1]); k['x']=claim('difference',[oa,ob],s['x'])
    return s,k,dict(f=f,n=n,c=c,d=d)
@gen
def g_perhead2(rng,cond,tpl): return ph2(rng,cond,tpl,False)
@gen
def g_perheadr(rng,cond,tpl): return ph2(rng,cond,tpl,True)
# ----- share of a total, concentration, totals
def totok(f,n,t):
    need(complete(f,n,{'type':t}) and mostly(f,n,t)); xs=[V[f][yl(n)][c] for c in members({'type':t}) if c in V[f][yl(n)]]; need(min(xs)>=-abs(sum(xs))//200 and sum(xs)>0); return xs
def sumop(f,n,t,**k): return operand(f,yl(n),'sum',group=('type',t),**k)
shapes('share',('verbal','{C} accounted for {p} of all {np} {by} {T} {w}.'),('verbal','{C} {v} {p} of all that {T} {v} {t} {w}.'),('verbal','Of all the money {T} {v} {t} {w}, {C} {v} {p}.'),('verbal','{Cs} {a} made up {p} of what {T} {v} {t} {w}.'),
 ('verbal','Of the {tot} that {T} {v} {t} {w}, {C} {v} {a}, or {p}.'),('verbal','{C} {v} {a} {t} {w}, {p} of the total for {T}.'),('verbal','{W}, {C} {v} {p} of the {tot} {pp} {t} by {T}.'),('np','{W}, {Cs} {np} made up {p} of the total for {T}.'))
@gen
def g_share(rng,cond,tpl):
    f,n,t=fyt(rng,cond); totok(f,n,t); r=ranked(f,yl(n),'value',{'type':t}); o=sorted(r,key=lambda c:-r[c])[:8]; c=rng.choice(o); need(usable(c) and okval(f,n,c))
    s=base_slots(f,n,rng,t); put(s,'C',c); ka,s['a'],_=vclaim(f,n,c); so=sumop(f,n,t); k=claim('share',[operand(f,yl(n),council=c),so],''); need(parse(k['result'])>=S); p=share_words(parse(k['result']),rng); need(p); k['shown']=s['p']=p
    s['tot']=money(parse(so['value']))[0]; return s,{'a':ka,'tot':claim('value',[so],s['tot']),'p':k},dict(f=f,n=n,c=c,t=t)
shapes('conc',('verbal','The {k} {T} that {v} the most {t} {w} {v} {p} of the total.'),('verbal','{K} of the {N} {T} {v} {p} of the total {t} {w}.'),('np','The top {k} {T} accounted for {p} of all {np} {by} {T} {w}.'),('np','{W}, the {k} {T} with the highest {np} accounted for {p} of the total.'),
 ('verbal','{W}, {k} of the {N} {T} {v} {p} of all {np} {by} {T}.'),('verbal','{P} of all {np} {by} {T} {w} was down to {k} of them.'),('np','The {k} {T} with the highest {np} had {p} of the total {w}.'))
@gen
def g_conc(rng,cond,tpl):
    f,n,t=fyt(rng,cond); xs=totok(f,n,t); kk=rng.choice([3,5,10]); need(len(xs)>=3*kk); s=base_slots(f,n,rng,t)
    k=claim('share',[sumop(f,n,t,top=kk),sumop(f,n,t)],''); p=share_words(parse(k['result']),rng); need(p); s['p']=p; s['P']=cap(p); need('{P}' not in tpl or p[0].isalpha()); k['shown']=s['P'] if '{P}' in tpl else p
    need(not(tpl.startswith('The {k} {T} with the highest {np} had') and 'held' not in FD[f]['tags']))
    s['k']=num(kk); s['K']=cap(s['k']); s['N']=str(len(xs)); kn=claim('count',[operand(f,yl(n),'count',group=('type',t))],s['N']); return s,{'p':k,'P':k,'N':kn},dict(f=f,n=n,t=t)
shapes('topsum',('held|owe','The {k} {T} with the highest {np} {v} {a} between them {w}.'),('verbal','{W}, the {k} {T} that {v} the most {t} {v} {a} between them.'),('verbal','Together, the {k} {T} that {v} the most {t} {w} {v} {a}.'))
@gen
def g_topsum(rng,cond,tpl):
    f,n,t=fyt(rng,cond); xs=totok(f,n,t); kk=rng.choice([3,5,10]); need(len(xs)>=3*kk); s=base_slots(f,n,rng,t); s['k']=num(kk); o=sumop(f,n,t,top=kk); s['a']=money(parse(o['value']))[0]; 
    return s,{'a':claim('value',[o],s['a'])},dict(f=f,n=n,t=t)
shapes('total',('verbal','{Tc} {v} {a} {t} {w}.'),('verbal','{Tc} {v} {a} {t} between them {w}.'),('verbal','In all, {T} {v} {a} {t} {w}.'),('verbal','{W}, {T} together {v} {a} {t}.'),('verbal','{Tc} {v} a total of {a} {t} {w}.'),('np','{Np} {by} {T} came to {a} {w}.'),('np','Across {T}, {np} came to {a} {w}.'),
 ('verbal','{W}, {a} was {pp} {t} by {T} in all.'),('np','Total {np} {by} {T} {was} {a} {w}.'),('verbal','{W}, {T} {v} {a} {t} in all.'),('verbal','Between them, {T} {v} {a} {t} {w}.'),('verbal','Taken together, {T} {v} {a} {t} {w}.'),('verbal','The {N} {T} {v} {a} {t} between them {w}.'))
@gen
def g_total(rng,cond,tpl):
    f,n,t=fyt(rng,cond); xs=totok(f,n,t); s=base_slots(f,n,rng,t); o=sumop(f,n,t); s['a']=money(parse(o['value']))[0]; s['N']=str(len(xs)); return s,{'N':claim('count',[operand(f,yl(n),'count',group=('type',t))],s['N']),'a':claim('value',[o],s['a'])},dict(f=f,n=n,t=t)
shapes('rsg',('x','English councils received {a} in revenue support grant in {y}.'),('x','In {y}, {a} in revenue support grant went to English councils.'),('x','Revenue support grant to English councils came to {a} in {y}.'),('x','Revenue support grant to English councils fell from {b} in {y0} to {a} in {y}.'),('x','{Tc} received {c} in revenue support grant in {y} between them.'))
@gen
def g_rsg(rng,cond,tpl):
    f='revenue_support_grant'; n=rng.choice([2014,2015,2016] if '{b}' in tpl else [2014,2015,2016,2018]); n0=n-1; t=rng.choice(ENG); s={'y':yl(n),'y0':yl(n0),'Tc':cap(rng.choice(TN[t][0]))}
    need(complete(f,n,{'nation':'England'}) and complete(f,n0,{'nation':'England'})); need('{b}' not in tpl or n0>=2013)
    k={}
    for key,i,g in(('a',n,('nation','England')),('b',n0,('nation','England')),('c',n,('type',t))):
        o=operand(f,yl(i),'sum',group=g); s[key]=money(parse(o['value']))[0]; k[key]=claim('value',[o],s[key])
    return s,k,dict(f=f,n=n,t=t)
def totchg(rng,cond,gaps,want=None):
    f=pick_f(rng,cond); g=rng.choice(gaps); n0,n=window(rng,f,g); t=rng.choice(FD[f]['types']); totok(f,n,t); totok(f,n0,t); need(codes(f,n0,t)==codes(f,n,t))
    s=base_slots(f,n,rng,t); a,b=sumop(f,n,t),sumop(f,n0,t); va,vb=parse(a['value']),parse(b['value']); s['a'],s['b']=money(va)[0],money(vb)[0]; need(s['a']!=s['b'] and abs(va-vb)*100>vb); s.update(updown(va>vb))
    if want: need(want(Fr(va,vb)))
    s['w0']=when(f,n0); s['n0']=bare(f,n0); s['y0']=yl(n0); s['k']=num(g); s['bi']=', before inflation' if g>2 else ''; d='rise' if va>vb else 'fall'
    s['x']=money(va-vb)[0]; k={'a':claim('value',[a],s['a']),'b':claim('value',[b],s['b']),'x':claim('difference',[a,b],s['x'],direction=d)}
    r=half_away(Fr((va-vb)*100*S,vb)); s['p']=pct(r)[0]; need(s['p']!='100 percent'); k['p']=claim('percent',[a,b],s['p'],direction=d); w=ratio_words(Fr(va,vb)); s['r']=w or ''; k['r']=claim('ratio',[a,b],w or '',direction=d)
    w=dbl_words(Fr(va,vb)); s['dbl']=w or ''; k['dbl']=claim('ratio',[a,b],w or '',direction=d)
    return s,k,dict(f=f,n=n,n0=n0,t=t)
shapes('totchg',('np','{Np} {by} {T} {rose} from {b} {w0} to {a} {w}{bi}.'),('verbal','{Tc} {v} {a} {t} {w}, {up} from {b} {w0}{bi}.'),('verbal','{Tc} {v} {x} {more} {t} {w} than {w0}{bi}.'),('np','{Np} {by} {T} {rose} by {p} between {n0} and {n1}{bi}.'),
 ('np','Between {n0} and {n1}, {np} {by} {T} {wentup} by {x}{bi}.'),('np','Over the {k} years to {n1}, {np} {by} {T} {grew} {p}, to {a}{bi}.'),('verbal','{Tc} {v} {p} {more} {t} {w} than {w0}{bi}.'),('np','In all, {np} {by} {T} {climbed} from {b} {w0} to {a} {w}{bi}.'),('verbal','{W}, {T} {v} {a} {t} between them, compared with {b} {w0}{bi}.'))
@gen
def g_totchg(rng,cond,tpl): return totchg(rng,cond,[3,4,5,6] if '{k}' in tpl else [1,1,3,4,5,6])
# ----- counts
shapes('count',('verbal','{W}, {n} {T} {v} {mt} {L} {t}.'),('verbal','{W}, {n} {T} each {v} {mt} {L} {t}.'),('verbal','{Nn} of the {N} {T} {v} {mt} {L} {t} {w}.'),('verbal','Of the {N} {T}, {n} {v} {mt} {L} {t} {w}.'),('verbal','The number of {T} that {v} {mt} {L} {t} {w} was {n}.'),
 ('held','{W}, there were {n} {T} with {mt} {L} {t}.'),('np','{W}, there were {n} {T} with {np} {ab} {L}.'),('np','{Nn} {T} had {np} {ab} {L} {w}.'),('verbal','{Cap_mt} {L} was {pp} {t} by each of {n} {T} {w}.'),('np','{W}, {np} {was} {ab} {L} in {n} of the {N} {T}.'))
LIM=[10**5*S*k for k in(1,2,5)]+[10**6*S*k for k in(1,2,5,10,20,50,100,200,500)]+[10**9*S]
def limtext(L): return money(L)[0]
def cnt(f,n,t,ab,L): return operand(f,yl(n),'count',group=('type',t),**{ab:dec(L)})
@gen
def g_count(rng,cond,tpl):
    f,n,t=fyt(rng,cond); need(complete(f,n,{'type':t})); s=base_slots(f,n,rng,t); ab=rng.choice(['above','above','below']); xs=[V[f][yl(n)][c] for c in members({'type':t}) if c in V[f][yl(n)]]
    Ls=[L for L in LIM if 2<=sum(1 for x in xs if (x>L if ab=='above' else x<L))<=len(xs)*2//3 and not any(x==L for x in xs)]; L=rng.choice(Ls or need(None)); o=cnt(f,n,t,ab,L); k=int(o['value']); need(k>=2)
    s.update(L=limtext(L),ab=ab,mt='more than' if ab=='above' else 'less than',n=num(k),N=str(len(xs)),Nn=cap(num(k))); s['Cap_mt']=cap(s['mt']); need('{Nn}' not in tpl or k<=12)
    key='Nn' if '{Nn}' in tpl else 'n'; return s,{key:claim('count',[o],s[key]),'N':claim('count',[operand(f,yl(n),'count',group=('type',t))],s['N'])},dict(f=f,n=n,t=t,L=dec(L),ab=ab)
shapes('every',('verbal','Every one of the {N} {T} {v} more than {L} {t} {w}.'),('verbal','All {N} {T} {v} more than {L} {t} {w}.'),('verbal','Each of the {N} {T} {v} more than {L} {t} {w}.'),('verbal','{W}, every one of the {N} {T} {v} less than {L} {t}.'),('verbal','{W}, all {N} {T} {v} less than {L} {t}.'))
@gen
def g_every(rng,cond,tpl):
    f,n,t=fyt(rng,cond); e=eligible(f,yl(n),{'type':t}); xs=[V[f][yl(n)].get(c) for c in e]; need(None not in xs); need(len(ranked(f,yl(n),'value',{'type':t}))==len(e)); ab='above' if 'more than' in tpl else 'below'
    Ls=[L for L in LIM if all((x>L if ab=='above' else x<L) for x in xs)]; need(Ls); L=max(Ls) if ab=='above' else min(Ls); s=base_slots(f,n,rng,t); s.update(N=str(len(xs)),L=limtext(L))
    return s,{'N':claim('count',[cnt(f,n,t,ab,L)],s['N'])},dict(f=f,n=n,t=t,L=dec(L),ab=ab)
shapes('only',('verbal','{C} was [the only] {T1} that {v} more than {L} {t} {w}: {a}.'),('np','{C} was [the only] {T1} with {np} above {L} {w}, at {a}.'),('verbal','[The only] {T1} to {base} more than {L} {t} {w} was {C}, with {a}.'),('verbal','{W}, [only one] {T1} {v} more than {L} {t}: {C}, with {a}.'),
 ('verbal','{C} {v} {a} {t} {w}, [the only] {T1} above {L}.'),('verbal','{C} {v} {a} {t} {w} and was [the only] {T1} above {L}.'),('verbal','[Only] {C} among {T} {v} more than {L} {t} {w}: {a}.'),('verbal','{C} was [the one] {T1} that {v} more than {L} {t} {w}, with {a}.'))
@gen
def g_only(rng,cond,tpl):
    f,n,t=fyt(rng,cond); need(complete(f,n,{'type':t})); r=ranked(f,yl(n),'value',{'type':t}); o=sorted(r,key=lambda c:-r[c]); c=o[0]; need(usable(c) and okval(f,n,c)); Ls=[L for L in LIM+[10**6*S*k for k in(30,40,60,80,150,250,300,400)] if r[o[1]]<L<r[c]]; L=rng.choice(Ls or need(None))
    s=base_slots(f,n,rng,t); put(s,'C',c); ka,s['a'],_=vclaim(f,n,c); s['L']=limtext(L); plain,ph,_=bracket(tpl); s['__tpl']=plain; return s,{'a':ka,'#n':claim('count',[cnt(f,n,t,'above',L)],ph)},dict(f=f,n=n,t=t,c=c,L=dec(L),ab='above')
shapes('missing',('rs','{W}, {n} {T} made no return of {np}.'),('rs','{Nn} {T} made no return of {np} {w}.'),('rs','{W}, figures for {np} were missing from {n} {T}.'),('rs','{Nn} {T} did not report {np} {w}.'),('rs','No figure for {np} {w} came from {n} {T}.'),('rs','{W}, {n} {T} reported no figure for {np}.'))
@gen
def g_missing(rng,cond,tpl):
    f=rng.choice([x for x in FD if x in('total_service_expenditure','spend_cultural','spend_environmental','earmarked_reserves_close','spend_planning','interest_payments','spend_housing')]); n=rng.choice([2022,2023]); t=rng.choice(FD[f]['types']); s=base_slots(f,n,rng,t); o=operand(f,yl(n),'missing',group=('type',t)); k=int(o['value']); need(k>=2)
    s.update(n=num(k),Nn=cap(num(k))); need('{Nn}' not in tpl or k<=12); key='Nn' if '{Nn}' in tpl else 'n'; return s,{key:claim('count',[o],s[key])},dict(f=f,n=n,t=t)
# ----- partial returns
shapes('partial',('verbal','Of the {N} {T} that reported, {C} {v} [the most] {t} {w}.'),('verbal','{C} {v} {a} {t} {w}, [the most of the {N} {T} that reported].'),('verbal','The {N} {T} that reported {v} {tot} {t} between them {w}.'),('verbal','{W}, the {N} {T} that reported {v} an average of {avg} {t}.'),('np','{Cs} {np} {was} [the highest of the {N} {T} that reported] {w}, at {a}.'))
@gen
def g_partial(rng,cond,tpl):
    f=pick_f(rng,'spend|res'); n=rng.choice([2022,2023]); t=rng.choice(FD[f]['types']); need(mostly(f,n,t)); scope={'type':t}; e=len(eligible(f,yl(n),scope)); r=ranked(f,yl(n),'value',scope); need(len(r)*100<95*e and len(r)*100>=60*e)
    o=sorted(r,key=lambda c:-r[c]); c=o[0]; need(usable(c) and okval(f,n,c) and r[o[1]]!=r[c]); s=base_slots(f,n,rng,t); put(s,'C',c); s['N']=str(len(r)); ka,s['a'],_=vclaim(f,n,c); plain,ph,_=bracket(tpl); s['__tpl']=plain; k={'a':ka}
    cn=claim('count',[operand(f,yl(n),'count',group=('type',t))],s['N'])
    if ph: k['#r']=rclaim(f,n,c,t,'highest',fillin_p(ph,s))
    else: k['N']=cn
    so=sumop(f,n,t); s['tot']=money(parse(so['value']))[0]; k['tot']=claim('value',[so],s['tot']); ao=operand(f,yl(n),'average',group=('type',t)); s['avg']=money(parse(ao['value']))[0]; k['avg']=claim('value',[ao],s['avg']); return s,k,dict(f=f,n=n,t=t,c=c)
# ----- averages and medians
def grpop(f,n,t,m): return operand(f,yl(n),m,group=('type',t))
def grp(rng,cond,tpl):
    f,n,t=fyt(rng,cond); totok(f,n,t); s=base_slots(f,n,rng,t); k={}; vs={}
    for key,m in(('avg','average'),('med','median')):
        o=grpop(f,n,t,m); v=parse(o['value']); need(v>floor(f)); s[key]=amt(f,v)[0]; vs[key]=(o,v); k[key]=claim('value',[o],s[key])
    return s,k,dict(f=f,n=n,t=t),vs
shapes('average',('verbal','The average {T1} {v} {avg} {t} {w}.'),('verbal','On average, {T} {v} {avg} each {t} {w}.'),('verbal','{Tc} {v} an average of {avg} {t} {w}.'),('verbal','{W}, {T} {v} {avg} {t} on average.'),('np','{W}, {np} averaged {avg} across {T}.'),('np','The average {T1} had {np} of {avg} {w}.'),('verbal','{W}, the average {T1} {v} {avg} {t}.'),('verbal','{Tc} each {v} {avg} {t} {w} on average.'))
shapes('median',('verbal','The typical {T1} {v} {med} {t} {w}.'),('verbal','{W}, the typical {T1} {v} {med} {t}.'),('verbal','A typical {T1} {v} {med} {t} {w}.'),('np','In the typical {T1}, {np} came to {med} {w}.'),('np','The {np} of the typical {T1} came to {med} {w}.'))
@gen
def g_average(rng,cond,tpl):
    f,n,t=None,None,None; s,k,m,_=grp(rng,cond,tpl); need(not('had {np}' in tpl and 'bal' not in FD[m['f']]['tags'])); return s,k,m
@gen
def g_median(rng,cond,tpl):
    s,k,m,_=grp(rng,cond,tpl); need(not(tpl.startswith('The {np} of') and FD[m['f']]['tags']&{'spend'})); return s,k,m
shapes('meanmed',('verbal','The average {T1} {v} {avg} {t} {w}, {rof} the typical {T1s} {med}.'),('verbal','The average {T1} {v} {avg} {t} {w}, the typical one {med}.'),('verbal','{W}, the average {T1} {v} {r} as much {t} as the typical one.'),('verbal','The average {T1} {v} {x} more {t} than the typical one {w}.'),('verbal','While the average {T1} {v} {avg} {t} {w}, the typical one {v} {med}.'),('verbal','The typical {T1} {v} {med} {t} {w}, but the average was {avg}.'))
@gen
def g_meanmed(rng,cond,tpl):
    s,k,m,vs=grp(rng,cond,tpl); (oa,a),(om,b)=vs['avg'],vs['med']; need(a*10>b*11); s['T1s']=poss(s['T1']) if s['T1'].split()[-1] in('district','authority','borough','council') and ' in ' not in s['T1'] else need(None)
    w=ratio_words(Fr(a,b)); need(w or not re.search(r'\{r(of)?\}',tpl)); s['r']=w or ''; k['r']=claim('ratio',[oa,om],s['r']); s['x']=money(a-b)[0]; k['x']=claim('difference',[oa,om],s['x']); return s,k,m
shapes('vsgroup',('verbal','{C} {v} {a} {t} {w}, {r} as much as the typical {T1}.'),('verbal','{C} {v} {r} as much {t} as the typical {T1} {w}.'),('verbal','{C} {v} {a} {t} {w}, {xa} {morea} than the average {T1}.'),('verbal','{W}, {C} {v} {a} {t}, against {avg} in the average {T1}.'),('verbal','{C} {v} {a} {t} {w}, compared with {med} in the typical {T1}.'),('np','{W}, {Cs} {np} {was} {rof} that of the typical {T1}.'),('verbal','{C} {v} {xa} {morea} {t} {w} than the average {T1}.'),('verbal','The typical {T1} {v} {med} {t} {w}; {C} {v} {r} as much.'))
@gen
def g_vsgroup(rng,cond,tpl):
    s,k,m,vs=grp(rng,cond,tpl); f,n,t=m['f'],m['n'],m['t']; need(not('that of' in tpl and FD[f]['plural'])); (oa,av),(om,md)=vs['avg'],vs['med']
    def ok(c): v=val(f,yl(n),c); return abs(v-av)*20>av and (not re.search(r'\{r(of)?\}',tpl) or ratio_words(Fr(v,md)))
    c,=pick(rng,f,n,t,1,ok); put(s,'C',c); ka,s['a'],v=vclaim(f,n,c); k['a']=ka; oc=operand(f,yl(n),council=c)
    s['r']=ratio_words(Fr(v,md)) or ''; k['r']=claim('ratio',[oc,om],s['r']); s['xa']=money(v-av)[0]; s['morea']='more' if v>av else 'less'; k['xa']=claim('difference',[oc,oa],s['xa']); m['c']=c; need(s['a'] not in(s['avg'],s['med'])); return s,k,m
# ----- comparisons of groups
shapes('typecmp',('verbal','{Tc} {v} {a} per resident {t} {w}, {U} {b}.'),('verbal','{W}, {T} {v} {a} {t} for every resident, compared with {b} in {U}.'),('verbal','{Tc} {v} {r} as much per head {t} as {U} {w}.'),('verbal','Per resident, {T} {v} {x} {more} {t} than {U} {w}.'),('verbal','{Tc} {v} {a} {t} for each resident {w}, against {b} for {U}.'),('verbal','{W}, {T} {v} {a} a head {t}, {r} as much as {U}.'),('verbal','While {U} {v} {b} per resident {t} {w}, {T} {v} {a}.'))
@gen
def g_typecmp(rng,cond,tpl):
    f,n,_=fyt(rng,cond)
    if FD[f]['types'] is ALL or f in('total_borrowing','borrowing_pwlb','total_investments','investments_bank_deposits'): t,u=rng.sample([LB,MD,UA,SC,WE],2)
    else: t,u=rng.sample([LB,MD,UA],2)
    for x in(t,u): totok(f,n,x); need(complete_ph(f,n,{'type':x}))
    oa,ob=grpop(f,n,t,'per_head'),grpop(f,n,u,'per_head'); va,vb=parse(oa['value']),parse(ob['value']); s=base_slots(f,n,rng,t); s['U']=rng.choice(TN[u][0]); s.update(updown(va>vb)); s['a'],s['b']=money(va)[0],money(vb)[0]; need(min(va,vb)>=5*S and s['a']!=s['b'] and abs(va-vb)>=2*S)
    w=ratio_words(Fr(va,vb)); need(w or not re.search(r'\{r(of)?\}',tpl)); s['r']=w or ''; s['x']=money(va-vb)[0]; return s,{'a':claim('value',[oa],s['a']),'b':claim('value',[ob],s['b']),'r':claim('ratio',[oa,ob],s['r']),'x':claim('difference',[oa,ob],s['x'])},dict(f=f,n=n,t=t,u=u)
REG=['South East','East of England','North West','South West','East Midlands','West Midlands']
shapes('regcmp',('verbal','The average district in the {A} {v} {a} {t} {w}, against {b} in the {B}.'),('verbal','{W}, districts in the {A} {v} {a} each {t} on average, compared with {b} in the {B}.'),('verbal','Districts in the {A} {v} {a} per resident {t} {w}, those in the {B} {b}.'),('verbal','Per resident, districts in the {A} {v} {r} as much {t} {w} as those in the {B}.'),('verbal','Districts in the {A} {v} {a} {t} between them {w}, and districts in the {B} {b}.'),('verbal','The average district in the {A} {v} {r} as much {t} {w} as the average one in the {B}.'),('coll','Districts in the {A} expected to collect {a} of their council tax on average in {y}, those in the {B} {b}.'))
@gen
def g_regcmp(rng,cond,tpl):
    f=pick_f(rng,cond); need(ND in FD[f]['types']); n=rng.choice(years(f)); need(mostly(f,n,ND)); A,B=rng.sample(['South East','East of England','South West','East Midlands'],2); m='average' if 'average' in tpl else 'per_head' if 'esident' in tpl else 'sum'; ops=[]
    for r in(A,B):
        sc={'type':ND,'region':r}; need(complete(f,n,sc)); need(m!='per_head' or complete_ph(f,n,sc)); need(all(V[f][yl(n)][c]>=0 for c in members(sc) if c in V[f][yl(n)])); ops.append(operand(f,yl(n),m,group=('region',r),scope={'type':ND}))
    va,vb=[parse(o['value']) for o in ops]; need(min(va,vb)>0); s=base_slots(f,n,rng,ND); s['A'],s['B']=A,B; g=(lambda v:money(v)) if f!='estimated_collection_rate' else pct; s['a'],s['b']=g(va)[0],g(vb)[0]; need(s['a']!=s['b']); need(m!='per_head' or min(va,vb)>=3*S)
    w=ratio_words(Fr(va,vb)); need(w or not re.search(r'\{r(of)?\}',tpl)); s['r']=w or ''; sc={'type':ND}; return s,{'a':claim('value',[ops[0]],s['a'],scope=sc),'b':claim('value',[ops[1]],s['b'],scope=sc),'r':claim('ratio',ops,s['r'],scope=sc)},dict(f=f,n=n,t=ND,A=A,B=B)
# ----- runs over time
def series(f,c,a,b): return [val(f,yl(i),c) for i in range(a,b+1)]
def serops(f,c,a,b): return [operand(f,yl(i),council=c) for i in range(a,b+1)]
def run(rng,cond,minlen,test):
    f=pick_f(rng,cond); ws=[w for w in FD[f]['wins'] if w[1]-w[0]+1>=minlen]; a0,b0=rng.choice(ws or need(None)); t=rng.choice(FD[f]['types']); cs=rng.sample(USE[t],min(60,len(USE[t])))
    for c in cs:
        n=rng.randint(a0+minlen-1,b0); xs=series(f,c,a0,n)
        if None in xs or min(xs)<=floor(f) or not whole(c,yl(a0),yl(n)) or not steady(f,c,a0,n): continue
        r=test(xs)
        if r is None: continue
        s=base_slots(f,n,rng,t); put(s,'C',c); ka,s['a'],_=vclaim(f,n,c); return s,{'a':ka},f,c,a0,n,xs,r
    raise Skip
def st(xs):
    up=xs[-1]>xs[-2]; n=0
    for a,b in reversed(list(zip(xs,xs[1:]))):
        if (b>a)==up and a!=b: n+=1
        else: break
    return (up,n) if n>=3 and n<len(xs)-1 else None
shapes('streak',('np','{Cs} {np} {rose} [{k} years in a row], from {b} {w0} to {a} {w}, before inflation.'),('np','{Cs} {np} {rose} [for {k} years running], to {a} {w}, before inflation.'),('np','{W}, {Cs} {np} {rose} [for the {kth} year in a row], to {a}, before inflation.'),('np','{Cs} {np} {rose} [in each of the {k} years to {n1}], before inflation.'),
 ('np','{Cs} {np} {rose} [every year between {n0} and {n1}], before inflation.'),('np','Before inflation, {Cs} {np} {rose} [{k} years in a row] to {n1}, ending at {a}.'),('np','After [{k} {rises} in a row], {Cs} {np} stood at {a} {w}, before inflation.'),('np','Before inflation, {Cs} {np} {rose} [{k} years in succession] to {a} {w}.'),('verbal','{C} {v} {a} {t} {w} after [{k} yearly {rises} in a row], before inflation.'))
@gen
def g_streak(rng,cond,tpl):
    s,k,f,c,a0,n,xs,(up,m)=run(rng,cond,5,st); s.update(updown(up)); s['k']=num(m); need(m<=12); s['kth']=ORD[m]; n0=n-m; s['n0']=bare(f,n0); s['w0']=when(f,n0); kb,s['b'],_=vclaim(f,n0,c); k['b']=kb; need(s['a']!=s['b'])
    plain,ph,_=bracket(tpl); s['__tpl']=plain; k['#s']=need(claim('streak',serops(f,c,n0,n),fillin_p(ph,s),direction='rise' if up else 'fall')); return s,k,dict(f=f,n=n,n0=n0,c=c)
def rec(xs):
    if xs[-1]>max(xs[:-1]): return True
    if xs[-1]<min(xs[:-1]): return False
shapes('record',('np','{Cs} {np} {was} {a} {w}, [the {highest} since at least {n0}], before inflation.'),('np','{W}, {Cs} {np} {reached} {a}, before inflation [the {highest} since at least {n0}].'),('np','{Cs} {np} of {a} {w} {was} [the {highest} since at least {n0}], before inflation.'),('np','Before inflation, {Cs} {np} {was} [{higher} {w} than in any year since at least {n0}].'),('verbal','{C} {v} {a} {t} {w}, [the {most} since at least {n0}], before inflation.'),
 ('verbal','{C} {v} [{more} {t} {w} than in any earlier year back to {n0}], before inflation.'),('np','Before inflation, {Cs} {np} {w} {was} at [its {highest} since at least {n0}]: {a}.'))
@gen
def g_record(rng,cond,tpl):
    s,k,f,c,a0,n,xs,up=run(rng,cond,7,rec); s.update(updown(up)); s['n0']=bare(f,a0); need(not('its' in tpl and FD[f]['plural'])); need(not('in any year' in tpl or 'earlier year' in tpl) or 'flow' in FD[f]['tags'])
    plain,ph,_=bracket(tpl); s['__tpl']=plain; k['#s']=need(claim('record',serops(f,c,a0,n)[::-1],fillin_p(ph,s),direction='highest' if up else 'lowest')); return s,k,dict(f=f,n=n,n0=a0,c=c)
def tr(xs):
    m=len(xs)*(len(xs)-1)//2; z=sum((b>a)-(b<a) for i,a in enumerate(xs) for b in xs[i+1:]); return (z>0) if abs(z)*100>=65*m and abs(z)<m and (xs[-1]>xs[0])==(z>0) else None
shapes('trend',('np','{Cs} {np} [tended to {rise}] between {n0} and {n1}, before inflation, ending at {a}.'),('np','{Cs} {np} followed [{ar} {rising} trend] from {n0} to {n1}, before inflation.'),('np','[The trend in {Cs} {np} was {upward}] between {n0} and {n1}, before inflation.'),('np','Before inflation, {Cs} {np} [tended {upward}s] from {n0} to {n1}.'),('np','From {n0} to {n1}, {Cs} {np} [tended to {rise}], before inflation, from {b} to {a}.'))
@gen
def g_trend(rng,cond,tpl):
    s,k,f,c,a0,n,xs,up=run(rng,cond,8,tr); s.update(updown(up)); s['ar']='a'; s['n0']=bare(f,a0); kb,s['b'],_=vclaim(f,a0,c); k['b']=kb; need(s['a']!=s['b']); need('{b}' not in tpl or True)
    plain,ph,_=bracket(tpl); s['__tpl']=plain; sh=fillin_p(ph,s); sh=cap(sh) if plain.startswith(ph) else sh; k['#s']=need(claim('trend',serops(f,c,a0,n),sh,direction='rise' if up else 'fall')); return s,k,dict(f=f,n=n,n0=a0,c=c)
def stp(xs):
    best=None
    for i in range(3,len(xs)-2):
        for up in(True,False):
            if (min(xs[i:])>max(xs[:i])) if up else (max(xs[i:])<min(xs[:i])):
                mv=abs(xs[i]-xs[i-1])
                if best is None or mv>best[0]: best=(mv,i,up)
    return best
shapes('step',('np','{Cs} {np} {was} [{higher} in every year from {ns} to {n1} than in any of the {m} preceding years], before inflation.'),('np','{Cs} {np} {was} {a} {w} and [{higher} in every year since {ns} than in any of the {m} earlier years], before inflation.'),('np','Before inflation, {Cs} {np} {was} [{higher} in each year from {ns} to {n1} than in any of the {m} earlier years].'))
@gen
def g_step(rng,cond,tpl):
    s,k,f,c,a0,n,xs,(mv,i,up)=run(rng,'np&flow',6,stp); s.update(updown(up)); s['ns']=bare(f,a0+i); s['m']=num(i); plain,ph,_=bracket(tpl); s['__tpl']=plain; k['#s']=need(claim('step',serops(f,c,a0,n),fillin_p(ph,s),direction='rise' if up else 'fall')); return s,k,dict(f=f,n=n,n0=a0,c=c)
def rev(xs):
    mv=[(b>a)-(b<a) for a,b in zip(xs,xs[1:])]; w=mv[-1]
    if not w: return None
    n=0
    for m in reversed(mv[:-1]):
        if m==-w: n+=1
        else: break
    return (w>0,n) if n>=3 and n<len(mv)-1 else None
shapes('reversal',('np','{Cs} {np} {rose} {w} [after {k} {opps} in a row], before inflation.'),('np','[After {opping} {k} years in a row], {Cs} {np} {rose} to {a} {w}, before inflation.'),('np','{Cs} {np} {rose} to {a} {w}, [after {k} years of {opps}], before inflation.'),('np','[After {k} {opps} in a row], {Cs} {np} {rose} from {b} {w0} to {a} {w}, before inflation.'))
@gen
def g_reversal(rng,cond,tpl):
    s,k,f,c,a0,n,xs,(up,m)=run(rng,cond,5,rev); s.update(updown(up)); s.update(k=num(m),opps='falls' if up else 'rises',opping='falling' if up else 'rising'); need(m<=12); kb,s['b'],_=vclaim(f,n-1,c); k['b']=kb; s['w0']=when(f,n-1); need(s['a']!=s['b'])
    plain,ph,_=bracket(tpl); s['__tpl']=plain; sh=fillin_p(ph,s); k['#s']=need(claim('reversal',serops(f,c,n-1-m,n),sh,direction='rise' if up else 'fall')); return s,k,dict(f=f,n=n,n0=n-1-m,c=c)
shapes('crossing',('verbal','{C} {v} {more} {t} than {D} {w} [for the first time since at least {n0}].'),('verbal','{W}, [for the first time since at least {n0}], {C} {v} {more} {t} than {D}: {a} against {b}.'),('np','{C} {overtook} {D} in {np} {w}, [for the first time since at least {n0}].'),('np','{Cs} {np} {was} {higher} than {Ds} {w}, [for the first time since at least {n0}].'),('verbal','{C} {v} {a} {t} {w} and {D} {b}, {C} {v} {more} [for the first time since at least {n0}].'))
SH[:]=[x for x in SH if x[0]!='crossing-05']
@gen
def g_crossing(rng,cond,tpl):
    f=pick_f(rng,cond); a0,b0=rng.choice([w for w in FD[f]['wins'] if w[1]-w[0]>=5] or need(None)); t=rng.choice(FD[f]['types']); n=rng.randint(a0+5,b0)
    cs=[c for c in rng.sample(USE[t],min(50,len(USE[t]))) if whole(c,yl(a0),yl(n)) and None not in series(f,c,a0,n) and min(series(f,c,a0,n))>floor(f) and steady(f,c,a0,n)]
    for c in cs:
        for d in cs:
            x,y=series(f,c,a0,n),series(f,d,a0,n)
            if c!=d and abs(x[-1]-y[-1])*50>y[-1] and (all(p<q for p,q in zip(x[:-1],y)) and x[-1]>y[-1] or all(p>q for p,q in zip(x[:-1],y)) and x[-1]<y[-1]):
                up=x[-1]>y[-1]; s=base_slots(f,n,rng,t); put(s,'C',c); put(s,'D',d); s.update(updown(up)); s['n0']=bare(f,a0); ka,s['a'],_=vclaim(f,n,c); kb,s['b'],_=vclaim(f,n,d); need(s['a']!=s['b'])
                ops=[o for i in range(n,a0-1,-1) for o in(operand(f,yl(i),council=c),operand(f,yl(i),council=d))]; plain,ph,_=bracket(tpl); s['__tpl']=plain
                return s,{'a':ka,'b':kb,'#s':need(claim('crossing',ops,fillin_p(ph,s),direction='rise' if up else 'fall'))},dict(f=f,n=n,n0=a0,c=c,d=d)
    raise Skip
# ----- correlation, mean difference
shapes('corr',('verbal','{W}, {T} with higher {np} per head [tended to have higher] {np2} per head.'),('verbal','Among {T} in {y}, higher {np} per head [went with higher] {np2} per head.'),('verbal','{W}, the more {T} {v} per head {t}, [the more they tended to {base2}] per head {t2}.'),('verbal','{Tc} that {v} more per head {t} {w} also [tended to {base2} more] per head {t2}.'))
@gen
def g_corr(rng,cond,tpl):
    fs=[f for f in FD if 'spend' in FD[f]['tags'] and f not in('total_service_expenditure',)]; f,g=rng.sample(fs,2); n=rng.randint(2016,2022); t=rng.choice([LB,MD,UA,ND]); need(t in FD[f]['types'] and t in FD[g]['types']); sc={'type':t}; need(complete_ph(f,n,sc) and complete_ph(g,n,sc) and mostly(f,n,t) and mostly(g,n,t))
    s=base_slots(f,n,rng,t); d=FD[g]; s.update(np2=d['np'],base2=d['base'],t2=d['t']); plain,ph,_=bracket(tpl); s['__tpl']=plain; ops=[operand(x,yl(n),'per_head',all=True,scope=sc) for x in(f,g)]
    k=need(claim('correlation',ops,fillin_p(ph,s),scope=sc)); need(parse(k['result'])>=S*45//100); return s,{'#s':k},dict(f=f,n=n,t=t,g=g)
shapes('meandiff',('np','{W}, any two {T} differed by {a} on average in {np}.'),('np','On average, two {T} were {a} apart in {np} {w}.'),('np','The average gap between two {T} in {np} was {a} {w}.'),('np','{W}, {np} differed by {a} on average between one {T1} and another.'))
@gen
def g_meandiff(rng,cond,tpl):
    f,n,t=fyt(rng,'verbal'); totok(f,n,t); s=base_slots(f,n,rng,t); o=grpop(f,n,t,'mean_difference'); s['a']=money(parse(o['value']))[0]; return s,{'a':claim('value',[o],s['a'])},dict(f=f,n=n,t=t)
shapes('twofield',('verbal','{W}, {C} {v} {a} {t} and {v2} {b} {t2}.'),('verbal','{C} {v} {a} {t} {w}, and {v2} {b} {t2}.'),('spend','{C} {v} {a} {t} and {b} {t2} {w}.'),('spend','{W}, {Cs} {np} came to {a} and its {np2} to {b}.'),('spend','Of what {C} spent {w}, {a} went on {what} and {b} on {what2}.'),('spend','{C} spent {more} {t} than {t2} {w}: {a} against {b}.'))
@gen
def g_twofield(rng,cond,tpl):
    f=pick_f(rng,cond); g=rng.choice([x for x in FD if x!=f and FD[x]['tags']>={'verbal'} and ('bal' in FD[x]['tags'])==('bal' in FD[f]['tags']) and (cond!='spend' or 'spend' in FD[x]['tags'])]); need(TSE not in(f,g) and {f,g}!={'total_borrowing','borrowing_pwlb'} and not(f.startswith('invest') and g=='total_investments') and not(g.startswith('invest') and f=='total_investments'))
    n=rng.choice([x for x in years(f) if x in years(g)] or need(None)); t=rng.choice([x for x in FD[f]['types'] if x in FD[g]['types']] or need(None)); need(mostly(f,n,t) and mostly(g,n,t)); c,=pick(rng,f,n,t,1,lambda c:okval(g,n,c))
    s=base_slots(f,n,rng,t); put(s,'C',c); d=FD[g]; s.update(v2=d['v'],t2=d['t'],np2=d['np'],what2=d.get('what','')); ka,s['a'],va=vclaim(f,n,c); kb,s['b'],vb=vclaim(g,n,c); need(s['a']!=s['b']); s.update(updown(va>vb)); return s,{'a':ka,'b':kb},dict(f=f,n=n,c=c,g=g)
shapes('joined',('verbal','{C} {v} {a} {t} {w}; {D} {v2} {b} {t2} {w2}.'),('verbal','{C} {v} {a} {t} {w}, and {D} {v2} {b} {t2} {w2}.'),('verbal','{W}, {C} {v} {a} {t}; {w2}, {D} {v2} {b} {t2}.'),('verbal','While {C} {v} {a} {t} {w}, {D} {v2} {b} {t2} {w2}.'))
@gen
def g_joined(rng,cond,tpl):
    f,n,t=fyt(rng,cond); c,=pick(rng,f,n,t); g,n2,t2=fyt(rng,cond); d,=pick(rng,g,n2,t2); need(f!=g and c!=d and name(c)!=name(d)); s=base_slots(f,n,rng,t); put(s,'C',c); put(s,'D',d); e=base_slots(g,n2,rng,t2); s.update(v2=e['v'],t2=e['t'],w2=e['w'])
    ka,s['a'],_=vclaim(f,n,c); kb,s['b'],_=vclaim(g,n2,d); need(s['a']!=s['b']); return s,{'a':ka,'b':kb},dict(f=f,n=n,c=c,g=g,d=d)
# ---------- making
SH[:]=[x for x in SH if x[1] in('partbal','rsg','missing') or any(any(set(a.split('&'))<=FD[f]['tags'] for f in FD) for a in x[2].split('|'))]
ORDER=['a','b','c','A','avg','med','tot']
def make(rng,sh):
    sid,kind,cond,tpl=sh; tplx[0]=tpl
    s,ks,info=GEN[kind](rng,cond,tpl); t=s.get('__tpl',tpl); s['rof']=s.get('r','')+(' of' if s.get('r','').startswith('a ') else ''); text=tidy_text(re.sub(r'[\[\]]','',t).format(**s))
    claims=[]; 
    keys=sorted(ks,key=lambda k:(ORDER.index(k) if k in ORDER else 50))
    for k in keys:
        if k[0]=='#' or re.search(r'\{%s(of)?\}'%re.escape(k),t):
            if ks[k] is None: raise Skip
            if ks[k] not in claims: claims.append(ks[k])
    need(claims); need(check(text,claims)); return dict(text=text,language='en',claims=claims,shape=sid,kind=kind)
def check(text,claims):
    if len(text.split())>30: return False
    if re.search(r'  | ,| \.|\{|\}|\[|\]',text): return False
    pos=text
    for c in claims:
        if not c['shown'] or c['shown'] not in text: return False
        if not good(c): return False
    # every number of the text belongs to a claim, a year, a limit, an of or a length of time
    rest=text
    for c in sorted(claims,key=lambda c:-len(c['shown'])): rest=rest.replace(c['shown'],' ',1)
    rest=re.sub(r'\b(March \d{4}|mid-\d{4}|\d{4}/\d\d)\b',' ',rest); rest=re.sub(r"(more than|less than|above|below) £[\d.,]+( million| billion)?",' ',rest,flags=re.I)
    for m in re.findall(r'£?\d[\d,.]*',rest):
        if not any(str(c.get('of'))==m.rstrip('.,') or str(c['result'])==m.rstrip('.,') for c in claims): return False
    return True
def main():
    ap=argparse.ArgumentParser(); ap.add_argument('--seed',type=int,default=1); ap.add_argument('--count',type=int,default=2000); ap.add_argument('--out',default='honest_en.json'); ap.add_argument('--shape'); ap.add_argument('--show',action='store_true'); a=ap.parse_args()
    rng=random.Random(a.seed); out=[]; seen=set(); cnt={}; shs=[s for s in SH if not a.shape or s[0].startswith(a.shape)]; fails={}
    rounds=0
    while len(out)<a.count and rounds<60:
        rounds+=1
        for sh in shs:
            if len(out)>=a.count: break
            if fails.get(sh[0],0)>=3: continue
            for _ in range(150):
                try: x=make(rng,sh)
                except Skip: continue
                if x['text'] in seen: continue
                seen.add(x['text']); out.append(x); cnt[sh[0]]=cnt.get(sh[0],0)+1; break
            else: fails[sh[0]]=fails.get(sh[0],0)+1
    tmp=a.out+'.tmp'; json.dump({'factoids':out},open(tmp,'w',encoding='utf-8'),ensure_ascii=False,indent=0); os.replace(tmp,a.out)
    print(len(out),'factoids',len(cnt),'shapes of',len(shs),'never:',[s[0] for s in shs if s[0] not in cnt],file=sys.stderr)
    if a.show:
        d={}
        for x in out: d.setdefault(x['shape'],x['text'])
        for k,v in d.items(): print(k,'|',v)
if __name__=='__main__': main()
