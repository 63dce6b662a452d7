#!/usr/bin/env python3
"""Lies made from true factoids. Structural: every operand and result of the claims is right and every number of the text is some claim's,
but the text says it of something else. Word lies: words that no figure carries. Each one is judged: what the text says is recomputed and must be false."""
import sys,json,random,re,os,argparse,copy
from fractions import Fraction as Fr
from figs import *
import honest as H
from honest import name,poss,TN,LIM,cap,num
CO,ND,LB,MD,UA,SC,WE,NI=H.CO,H.ND,H.LB,H.MD,H.UA,H.SC,H.WE,H.NI
def isbal(f): return f.startswith(('borrowing_','investments_','total_borrowing','total_investments')) or f.endswith('_close') or f.endswith('_open')
def bare(f,n,lang='en'):
    if f=='population': return ('mid-%d'%n) if lang=='en' else ('canol %d'%n)
    return ('March %d' if lang=='en' else 'Mawrth %d')%(n+1) if isbal(f) else yl(n)
# ---------- language tables
EN=dict(mw=('million','billion'),pc=' percent',pp=(' percentage points',' percentage point'),
 ratio=H.ratio_words,dbl=H.dbl_words,types=TN,num=num)
def cy_ratio(r):
    for t,w in((2,'dwywaith'),(3,'tair gwaith'),(4,'pedair gwaith'),(5,'pum gwaith'),(10,'deg gwaith')):
        if H.near(r,t): return w
        if t<=5 and Fr(95,100)*t<=r<t: return 'bron '+{'dwywaith':'ddwywaith','tair gwaith':'deirgwaith','pedair gwaith':'bedair gwaith','pum gwaith':'bum gwaith'}[w]
        if t<=5 and t<r<=Fr(112,100)*t: return 'mwy na '+{'dwywaith':'dwywaith','tair gwaith':'theirgwaith','pedair gwaith':'phedair gwaith','pum gwaith':'phum gwaith'}[w]
    if H.near(r,Fr(1,2)): return 'hanner'
    return None
def cy_dbl(r):
    if H.near(r,2): return 'Dyblodd'
    if H.near(r,Fr(1,2)): return 'Hanerodd'
    return None
CYNUM={1:'un',2:'dau',3:'tri',4:'pedwar',5:'pump',6:'chwech',7:'saith',8:'wyth',9:'naw',10:'deg'}
CYT={CO:(['cynghorau sir Lloegr'],['cyngor sir yn Lloegr']),ND:(['cynghorau dosbarth Lloegr'],['cyngor dosbarth yn Lloegr']),LB:(['bwrdeistrefi Llundain'],['bwrdeistref yn Llundain']),
 MD:(['cynghorau metropolitan Lloegr'],['cyngor metropolitan yn Lloegr']),UA:(['awdurdodau unedol Lloegr'],['awdurdod unedol yn Lloegr']),SC:(["cynghorau'r Alban"],['cyngor yn yr Alban']),WE:(['cynghorau Cymru'],['cyngor yng Nghymru']),NI:(['cynghorau Gogledd Iwerddon'],['cyngor yng Ngogledd Iwerddon'])}
CYM={'cynghorau':'gynghorau','bwrdeistrefi':'fwrdeistrefi','cyngor':'gyngor','bwrdeistref':'fwrdeistref'}
def softT(x):
    w=x.split(' ',1); 
    if w[0]=="cynghorau'r": return 'g'+x[1:]
    return (CYM.get(w[0],w[0])+(' '+w[1] if len(w)>1 else ''))
CY=dict(mw=('miliwn','biliwn'),pc=' y cant',pp=(' pwynt canran',' pwynt canran'),ratio=cy_ratio,dbl=cy_dbl,types=CYT,num=lambda n:str(n))
LANG={'en':EN,'cy':CY}
# phrases of fields that may be exchanged for one another without other words changing
FAM={'en':[{'spend_education':'education','spend_highways_transport':'highways and transport','spend_childrens_social_care':"children's social care",'spend_adult_social_care':'adult social care','spend_housing':'housing services','spend_cultural':'culture','spend_environmental':'environmental services','spend_planning':'planning and development','spend_central':'central services','spend_public_health':'public health'},
  {'earmarked_reserves_close':'earmarked reserves','unallocated_reserves_close':'unallocated reserves','schools_reserves_close':'schools reserves','public_health_reserves_close':'public health reserves'},
  {'investments_bank_deposits':'banks','investments_building_society_deposits':'building societies'},{'total_investments':'in investments','investments_money_market_funds':'in money market funds'}],
 'cy':[{'spend_education':'ar addysg','spend_highways_transport':'ar briffyrdd a thrafnidiaeth','spend_childrens_social_care':'ar ofal cymdeithasol plant','spend_adult_social_care':'ar ofal cymdeithasol oedolion','spend_housing':'ar wasanaethau tai','spend_cultural':'ar ddiwylliant','spend_environmental':'ar wasanaethau amgylcheddol','spend_planning':'ar gynllunio a datblygu','spend_central':'ar wasanaethau canolog','spend_public_health':'ar iechyd y cyhoedd'},
  {'earmarked_reserves_close':"cronfeydd wedi'u clustnodi",'unallocated_reserves_close':'cronfeydd heb eu neilltuo','schools_reserves_close':'cronfeydd ysgolion','public_health_reserves_close':'cronfeydd iechyd y cyhoedd'}]}
PH={'en':[' per resident',' per head',' for every resident',' for each resident',' a head'],'cy':[' y pen',' fesul preswylydd',' am bob preswylydd']}
# ---------- fitting a printed phrase to a result
WORDV={'twice':2,'three times':3,'four times':4,'five times':5,'six times':6,'ten times':10,'half':Fr(1,2),'a third':Fr(1,3),'a quarter':Fr(1,4),'a fifth':Fr(1,5),'doubled':2,'trebled':3,'quadrupled':4,'halved':Fr(1,2),
 'dwywaith':2,'ddwywaith':2,'tair gwaith':3,'deirgwaith':3,'theirgwaith':3,'pedair gwaith':4,'bedair gwaith':4,'phedair gwaith':4,'pum gwaith':5,'bum gwaith':5,'phum gwaith':5,'deg gwaith':10,'hanner':Fr(1,2),'dyblodd':2,'hanerodd':Fr(1,2),'traean':Fr(1,3),'chwarter':Fr(1,4)}
NW={v:k for k,v in H.W.items()}; NW.update({v:k for k,v in CYNUM.items()}); NW.update({'dwy':2,'tair':3,'pedair':4,'both':2,'the only':1,'only one':1,'the one':1,'only':1,'yr unig':1})
def pval(shown):
    """-> (kind, value) of a printed phrase"""
    s=shown.lower().strip()
    m=re.fullmatch(r'£([\d,]+(?:\.\d+)?)(?: (million|billion|miliwn|biliwn))?',s)
    if m: return 'money',Fr(m.group(1).replace(',',''))*({'million':10**6,'miliwn':10**6,'billion':10**9,'biliwn':10**9}.get(m.group(2),1))
    m=re.fullmatch(r'([\d.,]+)(?: percent| percentage points?| y cant| pwynt canran)',s)
    if m: return 'pct',Fr(m.group(1))
    m=re.fullmatch(r'(\d+)(?:p|c| ceiniog)',s)
    if m: return 'pence',Fr(m.group(1))
    m=re.fullmatch(r'([\d.]+) (?:times|gwaith)',s)
    if m: return 'ratio',Fr(m.group(1))
    for pre,k in(('nearly ','near'),('more than ','over'),('bron ','near'),('mwy na ','over'),('',None)):
        if s.startswith(pre) and s[len(pre):] in WORDV: return ('ratio' if k is None else k),Fr(WORDV[s[len(pre):]])
    if s in NW: return 'count',Fr(NW[s])
    if re.fullmatch(r'[\d,]+',s): return 'count',Fr(s.replace(',',''))
    return None,None
def fits(cl,new,strict_sign=True):
    """does what the text prints for cl hold of the recomputed claim new? True, False or None (cannot be said)"""
    ok,r,of=evaluate(new)
    if r is None: return None
    op=cl['operation']; r0=parse(cl['result'])
    if op=='rank':
        return ok and r==r0
    if op=='streak': return ok and r>=r0
    if op=='reversal': return ok and r>=r0
    if op in('record','step','crossing'): return ok and r==r0
    if op=='trend': return ok
    if op=='correlation': return True if r>=S*35//100 else (False if r<S*25//100 else None)
    if cl.get('direction') in('rise','fall') and not ok: return False
    if strict_sign and r0 and op in('difference','percent') and (r>0)!=(r0>0): return False
    k,v=pval(cl['shown']); x=abs(Fr(r,S))
    if k is None: return None
    if k in('ratio','near','over') and op in('share','value') : x=x/100
    if k=='money': return abs(x-v)<=v*Fr(15,1000) or money(r)[0].lower()==cl['shown'].lower()
    if k=='pct': return abs(x-v)<=max(Fr(1,10),v*Fr(15,1000))
    if k=='pence': return abs(x-v)<=1
    if k=='count': return x==v
    if k=='ratio': return abs(x/v-1)<=Fr(5,100)
    if k=='near': return v*Fr(9,10)<=x<=v*Fr(102,100)
    if k=='over': return x>=v*Fr(98,100)
def restyle(cl,new,lang):
    """the shown of new in the manner of cl's, or None"""
    ok,r,of=evaluate(new)
    if r is None: return None
    if not ok and new.get('direction') in('rise','fall') and new['operation'] in('difference','ratio','percent'):
        new['direction']='fall' if new['direction']=='rise' else 'rise'
        ok,r,of=evaluate(new)
    if not ok: return None
    k,v=pval(cl['shown']); L=LANG[lang]; s=cl['shown']; f=new['operands'][0]['field']; op=new['operation']; z=None
    if k=='money':
        z=money(r,'.' in s and not s.rstrip().endswith(('n',)) ,L['mw'])[0] if abs(r)>=S else None
    elif k=='pct':
        t=H.pct(r); n=t[0].replace(' percent','')
        if t[1]==0: return None
        z=n+(L['pp'][t[1]==1] if 'point' in s or 'pwynt' in s else L['pc'])
    elif k=='pence': n=half_away(Fr(abs(r),S)); z=str(n)+(s[-1] if s[-1] in 'pc' else ' ceiniog') if n>0 else None
    elif k=='count': n=r//S; z=None if n<2 else (num(n) if lang=='en' and not s.isdigit() else str(n))
    elif k in('ratio','near','over'):
        x=abs(Fr(r,S)); 
        if op in('share','value'): z=H.pct(r)[0].replace(' percent',L['pc']); 
        else: z=L['dbl'](x) if re.search(r'(bled|halved|lodd|rodd)$',s.lower()) else L['ratio'](x)
    if z and s[:1].isupper() and z[:1].isalpha(): z=cap(z)
    return z
# ---------- substitution in claims
def resolve(cl):
    """recompute operand values and result; None when a figure lacks"""
    sc=cl.get('scope') or {}
    for o in cl['operands']:
        v=opval(o,sc)
        if v is None: return None
        o['value']=dec(v)
    ok,r,of=evaluate(cl)
    if r is None: return None
    cl['result']=dec(r)
    if of is not None: cl['of']=str(of)
    return cl
def sub(cl,fn):
    c=copy.deepcopy(cl); fn(c); return c
def councils(K): 
    o=[]
    for c in K:
        for p in c['operands']:
            if 'council' in p and p['council'] not in o: o.append(p['council'])
    return o
def fields(K):
    o=[]
    for c in K:
        for p in c['operands']:
            for f in(p['field'],p.get('of_field')):
                if f and f not in o: o.append(f)
    return o
def gtype(K):
    for c in K:
        if (c.get('scope') or {}).get('type'): return c['scope']['type']
        for p in c['operands']:
            if p.get('group',{}).get('by')=='type': return p['group']['name']
def rx(n): return re.compile(r"(?<![\w-])"+re.escape(n)+r"(?![\w-])")
ALLN=sorted({r['name'] for r in C.values()},key=len,reverse=True)
def spans(text):
    """council names in a text, longest first: (start,end,name)"""
    o=[]
    for n in ALLN:
        if n in text:
            for m in rx(n).finditer(text):
                if not any(a<m.end() and m.start()<b for a,b,_ in o): o.append((m.start(),m.end(),n))
    return sorted(o)
def swapnames(text,mp,lang):
    """mp: old name -> new name"""
    out=[];p=0
    for a,b,n in spans(text):
        if n in mp:
            out.append(text[p:a]); nn=mp[n]; e=b
            if text[b:b+2]=="'s": out.append(poss(nn)); e=b+2
            elif text[b:b+1]=="'" and n.endswith('s'): out.append(poss(nn)); e=b+1
            else: out.append(nn)
            p=e
    out.append(text[p:]); return ''.join(out)
def judge(K,K2):
    """K: claims as printed, K2: what the text now says, recomputed. True when at least one printed thing is false"""
    why=[]
    for a,b in zip(K,K2):
        g=fits(a,b)
        if g is False:
            ok,r,of=evaluate(b); why.append('%s shown as "%s" is in truth %s'%(b['operation'],a['shown'],dec(r) if ok or b['operation'] in('value','difference','percent','ratio','share','count') else 'not so (%s)'%dec(r)))
    return why
class Skip(Exception): pass
def need(x):
    if not x: raise Skip
    return x
def others(rng,c,K):
    """councils of the type of c that have every figure needed"""
    t=C[c]['type']; cs=H.USE.get(t) or need(None); return rng.sample(cs,min(len(cs),25))
def rep(text,a,b,n=1):
    need(a in text); return text.replace(a,b,n) if n else text.replace(a,b)
def once(text,x): return len(re.findall(r'(?<![\w£.,])'+re.escape(x)+r'(?![\w])(?!\.\d)',text))==1
def put_shown(text,old,new):
    need(once(text,old)); return re.sub(r'(?<![\w£.,])'+re.escape(old)+r'(?![\w])(?!\.\d)',lambda m:new,text,1)
KINDS={}
def kind(w):
    def d(f): KINDS[f.__name__]=(f,w); return f
    return d
REL={'difference','percent','ratio','share','rank','streak','record','trend','step','reversal','crossing'}
# ----- subject
@kind(10)
def subject(rng,x):
    """one council's name exchanged for another's; the claims stay with the first"""
    K=x['claims']; A=rng.choice(councils(K) or need(None)); need(name(A) in x['text'])
    for X in others(rng,A,K):
        if X==A or X in councils(K) or name(X)==name(A): continue
        K2=[sub(c,lambda c:[p.update(council=X) for p in c['operands'] if p.get('council')==A]) for c in K]
        w=judge(K,K2)
        if w: return swapnames(x['text'],{name(A):name(X)},x['language']),K,'the claims are %s\'s; of %s: %s'%(name(A),name(X),'; '.join(w[:2]))
    raise Skip
@kind(14)
def subject_relation(rng,x):
    """the amounts are the new council's own, the change, rank, run or comparison is still the first one's"""
    K=x['claims']; A=rng.choice(councils(K) or need(None)); vals=[c for c in K if c['operation']=='value' and c['operands'][0].get('council')==A]; rel=[c for c in K if c['operation'] in REL and any(p.get('council')==A for p in c['operands'])]; need(vals and rel)
    for X in others(rng,A,K):
        if X==A or X in councils(K) or name(X)==name(A): continue
        t=x['text']; N=[]; bad=False
        for c in K:
            if c in vals:
                n=resolve(sub(c,lambda c:c['operands'][0].update(council=X)))
                if not n: bad=True;break
                z=restyle(c,n,x['language'])
                if not z or (parse(n['result'])>0)!=(parse(c['result'])>0): bad=True;break
                try: t=put_shown(t,c['shown'],'\x02%d\x03'%len(N))
                except Skip: bad=True;break
                n['shown']=z; N.append(n)
            else: N.append(c)
        if bad: continue
        for i,n in enumerate(N): t=t.replace('\x02%d\x03'%i,n['shown'])
        K2=[sub(c,lambda c:[p.update(council=X) for p in c['operands'] if p.get('council')==A]) for c in N]
        w=judge([c for c in N if c in rel],[k for c,k in zip(N,K2) if c in rel])
        if w: return swapnames(t,{name(A):name(X)},x['language']),N,'the %s is %s\'s; of %s: %s'%(rel[0]['operation'],name(A),name(X),'; '.join(w[:2]))
    raise Skip
@kind(5)
def councils_exchanged(rng,x):
    """two councils change places in the text"""
    K=x['claims']; cs=[c for c in councils(K) if name(c) in x['text']]; need(len(cs)>=2); A,B=rng.sample(cs,2); m={A:B,B:A}
    K2=[sub(c,lambda c:[p.update(council=m.get(p.get('council'),p.get('council'))) for p in c['operands'] if 'council' in p]) for c in K]
    sym=re.search(r'gap between|difference between|apart|bwlch (o .*)?rhwng|gwahaniaeth (o .*)?rhwng',x['text'])
    w=[] 
    for a,b in zip(K,K2):
        if fits(a,b,not sym) is False: w.append('%s "%s"'%(a['operation'],a['shown']))
    need(w); return swapnames(x['text'],{name(A):name(B),name(B):name(A)},x['language']),K,'the two are the other way round: '+'; '.join(w[:2])
# ----- a relation that is another's, told of this subject
def replace_relation(rng,x,how,mut,ops=('difference','percent','ratio','share','value','count')):
    K=x['claims']; cand=[c for c in K if c['operation'] in ops and (c['operation']!='value' or len(K)==1 or c['operands'][0]['measure'] not in('value',))]; c=rng.choice(cand or need(None))
    n=mut(copy.deepcopy(c)); need(n); n=need(resolve(n)); z=need(restyle(c,n,x['language'])); need(z!=c['shown']); need(parse(n['result'])!=0)
    if c['operation'] in('difference','percent') and (parse(n['result'])>0)!=(parse(c['result'])>0): raise Skip
    if c.get('direction') and n.get('direction')!=c['direction']: raise Skip
    n['shown']=z; need(n['operands']!=c['operands']); t=put_shown(x['text'],c['shown'],z)
    d=copy.deepcopy(c); d['shown']=z; need(fits(d,c) is False)
    return t,[n if k is c else k for k in K],'%s: in truth %s, said "%s" (%s)'%(c['operation'],c['result'],z,how)
@kind(12)
def relation_other_council(rng,x):
    """the text tells its subject's change, ratio or share with another council's number and claim"""
    def mut(c):
        cs=[p['council'] for p in c['operands'] if 'council' in p]; need(cs); A=rng.choice(cs); X=rng.choice(others(rng,A,[c])); need(X not in cs)
        for p in c['operands']:
            if p.get('council')==A: p['council']=X
        return c
    return replace_relation(rng,x,'the claim is of another council',mut,('difference','percent','ratio','share'))
@kind(8)
def relation_other_year(rng,x):
    def mut(c):
        d=rng.choice([-4,-3,-2,-1,1,2,3]); one=rng.random()<.4 and len(c['operands'])>1
        for i,p in enumerate(c['operands']):
            if one and i==0: continue
            p['year']=yl(y1(p['year'])+d)
        ys=[p['year'] for p in c['operands']]; need(not(c.get('direction') and ys[0]<=ys[1])) if len(ys)==2 else 0
        return c
    return replace_relation(rng,x,'the claim is of another year than the text names',mut)
@kind(7)
def relation_other_field(rng,x):
    def mut(c):
        fam=[F for F in FAM['en'] if c['operands'][0]['field'] in F]; need(fam); g=rng.choice(list(fam[0])); f=c['operands'][0]['field']; need(g!=f)
        one=rng.random()<.3 and len(c['operands'])==2 and c['operation'] in('ratio','difference')
        for i,p in enumerate(c['operands']):
            if p['field']==f and not(one and i==0): p['field']=g
        return c
    return replace_relation(rng,x,'the claim is of another field than the text names',mut)
@kind(5)
def relation_other_scope(rng,x):
    def mut(c):
        g=[p for p in c['operands'] if p.get('group',{}).get('by')=='type']; need(g); u=rng.choice([t for t in TN if t!=g[0]['group']['name']])
        for p in g: p['group']={'by':'type','name':u}
        return c
    return replace_relation(rng,x,'the claim is of another kind of council',mut)
@kind(5)
def relation_other_measure(rng,x):
    def mut(c):
        m=c['operands'][0]['measure']; u={'value':['per_head'],'per_head':['value'],'average':['median','sum'],'median':['average','sum'],'sum':['average','median']}.get(m); need(u); u=rng.choice(u)
        for p in c['operands']:
            if p['measure']==m: p['measure']=u; p.pop('top',None)
        return c
    return replace_relation(rng,x,'the claim has another measure than the text names',mut)
@kind(7)
def of_field(rng,x):
    """a part of one whole told of another whole"""
    def mut(c):
        o=c['operands'][0]; need('of_field' in o); f=o['of_field']; o['of_field']=rng.choice([g for g in list(FAM['en'][0])+['net_revenue_expenditure','net_current_expenditure','council_tax_requirement','revenue_expenditure'] if g!=o['field']] if f=='total_service_expenditure' else ['total_service_expenditure','earmarked_reserves_close','total_investments' if f!='total_investments' else 'total_borrowing'])
        for p in c['operands'][1:]:
            if 'of_field' in p: p['of_field']=o['of_field']
        v=opval(o,c.get('scope')); need(v and 0<v<100*S); return c
    return replace_relation(rng,x,'it is the part of another whole',mut)
@kind(5)
def top_of_sum(rng,x):
    def mut(c):
        o=[p for p in c['operands'] if p['measure']=='sum']; need(o); p=o[0]; k=rng.choice([3,5,10]); need(str(k)!=p.get('top')); n=len([1 for m in members(c.get('scope'),p.get('group')) if m in V[p['field']].get(p['year'],{})]); need(n>k); p['top']=str(k); return c
    return replace_relation(rng,x,'only the highest few are added up',mut)
@kind(6)
def limit(rng,x):
    def mut(c):
        o=c['operands'][0]; k='above' if 'above' in o else 'below' if 'below' in o else need(None); o[k]=dec(rng.choice(LIM)); return c
    return replace_relation(rng,x,'counted beyond another limit than the text names',mut)
# ----- the text's own arguments
def yearshift(K,text,old,d,lang):
    """claims with the year `old` moved by d as a reader of the text would understand"""
    ment=lambda p: bare(p['field'],y1(p['year']),lang) in text
    out=[]
    for c in K:
        n=copy.deepcopy(c); ys=sorted({p['year'] for p in n['operands']})
        if n['operation'] in('streak','reversal'):
            for p in n['operands']: p['year']=yl(y1(p['year'])+d)
        elif n['operation'] in('record','trend','step','crossing'):
            if ys[-1]!=old: out.append(n); continue
            desc=n['operands'][0]['year']>n['operands'][-1]['year']; per={}
            base=[p for p in n['operands'] if p['year']==ys[-1]]; lo=y1(ys[0]) if bare(base[0]['field'],y1(ys[0]),lang) in text else y1(ys[0])+d; hi=y1(ys[-1])+d
            need(hi-lo>=3); r=range(hi,lo-1,-1) if desc else range(lo,hi+1)
            n['operands']=[dict(p,year=yl(i)) for i in r for p in base]
        else:
            for p in n['operands']:
                if p['year']==old or not ment(p): p['year']=yl(y1(p['year'])+d)
        out.append(n)
    return out
@kind(9)
def year(rng,x):
    K=x['claims']; ys=sorted({(p['field'],p['year']) for c in K for p in c['operands'] if bare(p['field'],y1(p['year']),x['language']) in x['text']}); f,y=rng.choice(ys or need(None)); d=rng.choice([-3,-2,-1,1,2,3]); new=yl(y1(y)+d)
    a,b=bare(f,y1(y),x['language']),bare(f,y1(y)+d,x['language']); need(b not in x['text']); need(all(not(p['year']==new) or c['operation'] not in('value','difference','percent','ratio') for c in K for p in c['operands']))
    K2=yearshift(K,x['text'],y,d,x['language']); w=judge(K,K2); need(w); 
    # an order of years that makes no sense is no lie but nonsense
    yy=[int(m) for m in re.findall(r'(?:March |Mawrth )(\d{4})',x['text'].replace(a,b))]; zz=[int(m) for m in re.findall(r'\b(\d{4})/\d\d',x['text'].replace(a,b))]
    if re.search(r'between|from|Rhwng|rhwng|since',x['text']): 
        o=[int(m) for m in re.findall(r'(?:March |Mawrth )(\d{4})',x['text'])] or [int(m) for m in re.findall(r'\b(\d{4})/\d\d',x['text'])]; q=yy or zz; need(len(o)<2 or (o[0]<o[1])==(q[0]<q[1]) and q[0]!=q[1])
    return rep(x['text'],a,b,0),K,'the claims are of %s; in %s: %s'%(a,b,'; '.join(w[:2]))
@kind(8)
def field(rng,x):
    lang=x['language']; K=x['claims']; t=x['text']; f=rng.choice(fields(K)); fam=[F for F in FAM[lang] if f in F]; need(fam); F=fam[0]; g=rng.choice(list(F)); need(g!=f and g not in fields(K)); a,b=F[f],F[g]
    need(rx(a).search(t) or rx(cap(a)).search(t)); 
    if a=='in investments' or b=='in investments': need(' investments' not in t.replace('in investments',''))
    def sw(c):
        for p in c['operands']:
            if p['field']==f: p['field']=g
            if p.get('of_field')==f: p['of_field']=g
    K2=[sub(c,sw) for c in K]; w=judge(K,K2); need(w); t2=rx(cap(a)).sub(lambda m:cap(b),rx(a).sub(lambda m:b,t)); return t2,K,'the claims are of %s; of %s: %s'%(f,g,'; '.join(w[:2]))
@kind(3)
def part_said_of_whole(rng,x):
    """debt to one lender told as all debt, or one kind of deposit as all investments"""
    K=x['claims']; t=x['text']; fs=fields(K); need(len(fs)==1); f=fs[0]
    m={'en':{'borrowing_pwlb':('total_borrowing',[(' to the Public Works Loan Board',''),('debt','borrowing')]),'investments_bank_deposits':('total_investments',[('on deposit with banks','in investments'),('deposits with banks','investments')]),'investments_money_market_funds':('total_investments',[('in money market funds','in investments')])},
       'cy':{'borrowing_pwlb':('total_borrowing',[(" i'r Bwrdd Benthyciadau Gwaith Cyhoeddus",'')]),'investments_bank_deposits':('total_investments',[('ar adnau mewn banciau','mewn buddsoddiadau')])}}[x['language']]
    need(f in m); g,rs=m[f]; t2=t
    for a,b in rs: t2=t2.replace(a,b)
    need(t2!=t); w=judge(K,[sub(c,lambda c:[p.update(field=g) for p in c['operands']]) for c in K]); need(w); return t2,K,'the claims are only of %s; of %s: %s'%(f,g,'; '.join(w[:2]))
def tphrases(t,lang,i): return LANG[lang]['types'][t][i]
@kind(7)
def scope(rng,x):
    """the kind of council exchanged in the text"""
    lang=x['language']; K=x['claims']; t=gtype(K); need(t); u=rng.choice([q for q in TN if q!=t]); tx=x['text']; t2=tx; done=False
    for i in(0,1):
        for ph in sorted(tphrases(t,lang,i),key=len,reverse=True):
            for cs in((lambda z:z),cap,softT if lang=='cy' else (lambda z:z)):
                if rx(cs(ph)).search(t2): t2=rx(cs(ph)).sub(lambda m:cs(tphrases(u,lang,i)[0]),t2); done=True
    need(done and t2!=tx); need(not any(ph in tx for i in(0,1) for ph in tphrases(u,lang,i)))
    if any(c['operation']=='rank' for c in K):
        return t2,K,'%s is no %s; the rank is among %s'%(name(councils(K)[0]),u,t)
    if any('council' in p for c in K for p in c['operands']):
        def sw(c):
            for p in c['operands']:
                if p.get('group',{}).get('name')==t: p['group']={'by':'type','name':u}
            if (c.get('scope') or {}).get('type')==t: c['scope']['type']=u
    def sw(c):
        for p in c['operands']:
            if p.get('group',{}).get('name')==t: p['group']={'by':'type','name':u}
        if (c.get('scope') or {}).get('type')==t: c['scope']['type']=u
    w=judge(K,[sub(c,sw) for c in K]); need(w); return t2,K,'the claims are of %s; of %s: %s'%(t,u,'; '.join(w[:2]))
@kind(6)
def scope_widened(rng,x):
    """a rank within one kind told of all councils"""
    K=x['claims']; rk=[c for c in K if c['operation']=='rank' and c['operands'][0]['measure'] in('value','per_head')]; need(rk and x['language']=='en'); c=rk[0]; t=c['scope'].get('type') or need(None); nat=C[c['operands'][0]['council']]['nation']
    uk=FIELDS[c['operands'][0]['field']] and any(C[k]['nation']!='England' for k in list(V[c['operands'][0]['field']][c['operands'][0]['year']]))
    wide=rng.choice([('council in England','councils in England',{'nation':'England'})]+([('council in the UK','councils in the UK',{})] if uk else [])); t2=x['text']; done=False
    for i in(0,1):
        for ph in sorted(TN[t][i],key=len,reverse=True):
            if rx(ph).search(t2): t2=rx(ph).sub(lambda m:wide[1-i],t2); done=True
    need(done); need(nat=='England' or wide[2]=={}); n=sub(c,lambda c:c.update(scope=dict(wide[2]))); need(fits(c,n) is False); N=copy.deepcopy(K)
    for k in N:
        s=k['shown']
        for i in(0,1):
            for ph in sorted(TN[t][i],key=len,reverse=True): s=rx(ph).sub(lambda m:wide[1-i],s)
        k['shown']=s
    return t2,N,'the rank is among %s; among %s it is %s'%(t,wide[1],dec(evaluate(n)[1]))
DIRS={'en':[('rose','fell'),('went up','went down'),('climbed','dropped'),('grew','shrank'),('risen','fallen'),('increased','decreased'),('a rise','a fall'),('rises','falls'),('rising','falling'),('upward','downward'),('to rise','to fall'),('up','down'),('more','less'),('higher','lower'),('above','below'),('the most','the least'),('highest','lowest'),('doubled','halved'),('second most','second least'),('A rise','A fall'),('overtook','fell below'),('reached','dropped to'),('Before inflation','Before inflation')],
 'cy':[('Cododd','Gostyngodd'),('cododd','gostyngodd'),('cynnydd','gostyngiad'),('mwyaf','lleiaf'),('uchaf','isaf'),('Dyblodd','Hanerodd'),('yn uwch','yn is'),('yn fwy','yn llai'),('gynyddol','ostyngol'),('i fyny','i lawr'),('yn fwy na','yn llai na'),('o gynnydd','o ostyngiadau'),('fwy','lai')]}
@kind(8)
def direction(rng,x):
    lang=x['language']; t=x['text']; K=x['claims']; ps=[]
    for a,b in DIRS[lang]:
        for p,q in((a,b),(b,a)):
            if p!=q and re.search(r'(?<![\w-])'+re.escape(p)+r'(?![\w-])',t): ps.append((p,q))
    if lang=='cy': need(not re.search('(fwy|lai|mwy|llai) na (£|d|th|ph)|uwchlaw',t))
    p,q=rng.choice(ps or need(None)); ms=list(re.finditer(r'(?<![\w-])'+re.escape(p)+r'(?![\w-])',t)); need(len(ms)==1); m=ms[0]; after=t[m.end():m.end()+7]; ctx=t[max(0,m.start()-12):m.end()+12]
    if 'more than £' in ctx.lower() or p in('above','below') and after.startswith(' £') or re.search('less than £',ctx.lower()):
        cc=[c for c in K if c['operation']=='count' and any(k in c['operands'][0] for k in('above','below'))]; need(cc and p in('more','less','above','below')); c=cc[0]
        n=copy.deepcopy(c); o=n['operands'][0]; a='above' if 'above' in o else 'below'; o['below' if a=='above' else 'above']=o.pop(a); need(fits(c,n) is False)
    elif 'more than' in ctx and re.search(r'more than (twice|three|four|five|doubled)',t): raise Skip
    elif p in('up','down') and not re.match(r'( £| \d| from| by|,| nearly)',t[m.end():m.end()+8]) and 'went' not in ctx: raise Skip
    elif p in('above','below') and not re.search(r"£[\d.]+( million| billion|,\d+)? (above|below)",t): raise Skip
    if p in('risen','fallen','rises','falls','rising','falling') and any(c['operation'] in('reversal',) for c in K): pass
    if p in('highest','lowest','the most','the least','more','less','higher','lower','mwyaf','lleiaf','uchaf','isaf') and any(c['operation']=='rank' for c in K):
        c=[c for c in K if c['operation']=='rank'][0]; n=sub(c,lambda c:c.update(direction='lowest' if c['direction']=='highest' else 'highest')); need(fits(c,n) is False)
    if re.search(r'with the highest|that (spent|held|owed|paid|set aside) the most|â',t) and p in('highest','the most') and not any(c['operation']=='rank' for c in K): pass
    if p in('more','less') and re.search(r'(the|any) %s '%p,t) and any(c['operation']=='correlation' for c in K): raise Skip
    if any(c['operation']=='correlation' for c in K) : need(len(re.findall(r'higher|more',t))==1 or True)
    t2=t[:m.start()]+q+t[m.end():]; N=copy.deepcopy(K)
    for c in N:
        if c['shown'] not in t2:
            s=re.sub(r'(?<![\w-])'+re.escape(p)+r'(?![\w-])',q,c['shown']); need(s in t2); c['shown']=s
    return t2,N,'"%s" for "%s": the direction is the other way by the same figures'%(q,p)
@kind(7)
def measure(rng,x):
    """per head said of totals, totals per head, average for typical, sum for average"""
    lang=x['language']; t=x['text']; K=x['claims']; ms={p['measure'] for c in K for p in c['operands']}; rel=[c for c in K]
    def to(m,u):
        def sw(c):
            for p in c['operands']:
                if p['measure']==m: p['measure']=u
        return [sub(c,sw) for c in K]
    if 'per_head' in ms:
        need('value' not in ms); t2=t
        for ph in PH[lang]: t2=t2.replace(ph,'')
        t2=re.sub(r'^(Per resident|Per head of population|Per head|For every resident|For each resident), (.)',lambda m:cap(m.group(2)),t2); need(t2!=t); w=judge(K,to('per_head','value')); need(w); N=copy.deepcopy(K)
        for c in N:
            if c['shown'] not in t2:
                for ph in PH[lang]: c['shown']=c['shown'].replace(ph,'')
                need(c['shown'] in t2)
        return t2,N,'the claims are per head; in all: '+'; '.join(w[:2])
    pair={'en':[('average','typical','average','median'),('typical','average','median','average')],'cy':[('cyfartalog','nodweddiadol','average','median'),('nodweddiadol','cyfartalog','median','average')]}[lang]
    for a,b,m,u in pair:
        if m in ms and u not in ms and rx(a).search(t) and not re.search('on average|On average|averaged|average of',t):
            w=judge(K,to(m,u)); need(w); t2=rx(a).sub(b,t); t2=t2.replace('an typical','a typical').replace('a average','an average').replace('A average','An average'); return t2,K,'the claims are of the %s; of the %s: %s'%(m,u,'; '.join(w[:2]))
    if lang=='en' and ms=={'value'} and len(K)>=1 and rng.random()<.7:
        ph=rng.choice(PH['en'][:4]); c=rng.choice([c for c in K if c['operation'] in('value','ratio','difference')] or need(None)); s=c['shown']
        need(once(t,s)); t2=put_shown(t,s,s+(' as much'+ph if s+' as much' in t else ph) if c['operation']=='value' else s); need(t2!=t); w=judge(K,to('value','per_head')); need(w); need('by' not in s); return t2,K,'the amount is in all; per head: '+'; '.join(w[:1])
    if lang=='en' and ms=={'sum'}:
        T=gtype(K); need(T)
        for ph in TN[T][0]:
            for q in(ph,cap(ph)):
                if t.startswith(q+' ') and not re.search('between them|in all|together|total|than|from|each',t): return ('The average '+TN[T][1][0]+t[len(q):] if rng.random()<.5 else 'Every '+TN[T][1][0]+t[len(q):] if rng.random()<.6 else 'A '+TN[T][1][0]+t[len(q):]).replace('A English','An English'),K,'it is the sum of all of them'
    raise Skip
@kind(5)
def top(rng,x):
    K=x['claims']; t=x['text']; need(x['language']=='en'); c=[c for c in K if any('top' in p for p in c['operands'])]; need(c); k=int([p for p in c[0]['operands'] if 'top' in p][0]['top']); j=rng.choice([i for i in(2,3,4,5,6,8,10,12) if i!=k])
    def sw(c):
        for p in c['operands']:
            if 'top' in p: p['top']=str(j)
    w=judge(K,[sub(q,sw) for q in K]); need(w); a,b=num(k),num(j); t2=rx(a).sub(b,t) if rx(a).search(t) else rx(cap(a)).sub(cap(b),t); need(t2!=t); 
    need(not re.match(r'%s of the'%cap(b),t2) or j<k); return t2,K,'the highest %d, not %d: %s'%(k,j,w[0])
@kind(5)
def limit_text(rng,x):
    K=x['claims']; t=x['text']; c=[c for c in K if any(k in c['operands'][0] for k in('above','below'))]; need(c); c=c[0]; o=c['operands'][0]; k='above' if 'above' in o else 'below'; lw=LANG[x['language']]['mw']; a=money(parse(o[k]),False,lw)[0]; L=rng.choice(LIM); b=money(L,False,lw)[0]; need(a in t and a!=b and b not in t)
    n=sub(c,lambda c:c['operands'][0].update({k:dec(L)})); need(fits(c,n) is False); return t.replace(a,b),K,'counted %s %s; %s %s it is %s'%(k,a,k,b,dec(evaluate(n)[1]))
@kind(6)
def place(rng,x):
    """another place in the order: the claim is of a field or year in which the council does hold that place"""
    K=x['claims']; c=[c for c in K if c['operation']=='rank']; need(c and x['language']=='en'); c=c[0]; r0=int(c['result']); fam=[F for F in FAM['en'] if c['operands'][0]['field'] in F]; fs=list(fam[0]) if fam else [c['operands'][0]['field']]
    for _ in range(30):
        n=copy.deepcopy(c); n['operands'][0]['field']=rng.choice(fs); n['operands'][0]['year']=yl(y1(c['operands'][0]['year'])+rng.choice([0,0,-1,1,-2,2,-3])); 
        if not resolve(n): continue
        r=int(n['result'])
        if r==r0 or r>9 or r<1: continue
        a,b=H.ORD[r0],H.ORD[r]
        if r>1 and re.search(r'\b%s\b'%a,c['shown']): s=re.sub(r'\b%s\b'%a,b,c['shown'])
        elif r0==1 and r>1 and re.search(r'the (most|highest|least|lowest)',c['shown']): s=re.sub(r'(the) (most|highest|least|lowest)',r'\1 %s \2'%b,c['shown'],1)
        else: continue
        n['shown']=s; t2=rep(x['text'],c['shown'],s); 
        if 'in second place' in t2 or 'second to' in t2: raise Skip
        return t2,[n if k is c else k for k in K],'it is in place %d; place %d is that of %s in %s'%(r0,r,n['operands'][0]['field'],n['operands'][0]['year'])
    raise Skip
# ----- runs: one more year than there were
@kind(6)
def run_of_another(rng,x):
    K=x['claims']; c=[c for c in K if c['operation'] in('streak','reversal')]; need(c and x['language']=='en'); c=c[0]; r0=int(c['result']); A=c['operands'][0]['council']; f=c['operands'][0]['field']; n1=y1(c['operands'][-1]['year']); d=c['direction']
    for X in others(rng,A,K):
        for k in range(r0+1,10):
            n=dict(c); off=k if c['operation']=='streak' else k+1
            ops=[operand(f,yl(i),council=X) for i in range(n1-off,n1+1)] if all(val(f,yl(i),X) is not None for i in range(n1-off,n1+1)) else None
            if not ops: break
            q=claim(c['operation'],ops,'',direction=d)
            if q and int(q['result'])==k and X!=A:
                own=[operand(f,yl(i),council=A) for i in range(n1-off,n1+1)]; own=claim(c['operation'],own,'',direction=d) if all(own) else None; need(not own or int(own['result'])<k)
                a,b=num(r0),num(k); s=c['shown']
                if rx(a).search(s): s=rx(a).sub(b,s)
                elif H.ORD[r0] in s: s=s.replace(H.ORD[r0],H.ORD[k])
                else: raise Skip
                q['shown']=s; return rep(x['text'],c['shown'],s),[q if j is c else j for j in K],'the run of %d is %s\'s; %s\'s is %d'%(k,name(X),name(A),r0)
    raise Skip
# ----- joined pairs
POOL={}
def joinable(rng,x,lang):
    P=POOL[lang]; return rng.choice(P)
def lc(t): 
    return t[0].lower()+t[1:] if not (spans(t) and spans(t)[0][0]==0) and not re.match(r'(English|London|Scottish|Welsh|Northern|Band|£|Public|Lloegr|Cymru)',t) else t
def join(rng,a,b,lang):
    j=rng.choice(['; ','; ',', and ','; ']) if lang=='en' else '; '
    return a.rstrip('.')+j+lc(b)
@kind(45)
def joined_exchange(rng,x):
    """two true factoids in one sentence, one argument exchanged between them in the text; all claims of both are there"""
    lang=x['language']; need(len(x['text'].split())<=18); y=joinable(rng,x,lang); need(y['text']!=x['text']); a,b=x['text'],y['text']; need(len(a.split())+len(b.split())<=30); need('before inflation' not in a+b or rng.random()<.2)
    K,L=x['claims'],y['claims']; what=rng.choice(['council','council','year','field','amount','amount','type'])
    ca,cb=[c for c in councils(K) if name(c) in a],[c for c in councils(L) if name(c) in b]
    if what=='council':
        need(ca and cb); A,B=ca[0],cb[0]; need(A!=B and A not in cb and B not in ca and name(A)!=name(B))
        K2=[sub(c,lambda c:[p.update(council=B) for p in c['operands'] if p.get('council')==A]) for c in K]; L2=[sub(c,lambda c:[p.update(council=A) for p in c['operands'] if p.get('council')==B]) for c in L]
        w=judge(K,K2)+judge(L,L2); need(w); return join(rng,swapnames(a,{name(A):name(B)},lang),swapnames(b,{name(B):name(A)},lang),lang),K+[c for c in L if c not in K],'councils exchanged: '+w[0]
    if what=='field':
        fa,fb=fields(K)[0],fields(L)[0]; F=[F for F in FAM[lang] if fa in F and fb in F]; need(fa!=fb and F); F=F[0]; need(F[fa] in a and F[fb] in b and F[fb] not in a and F[fa] not in b)
        s1=lambda c:[p.update(field=fb) for p in c['operands'] if p['field']==fa]; s2=lambda c:[p.update(field=fa) for p in c['operands'] if p['field']==fb]
        w=judge(K,[sub(c,s1) for c in K])+judge(L,[sub(c,s2) for c in L]); need(w); return join(rng,a.replace(F[fa],F[fb]),b.replace(F[fb],F[fa]),lang),K+[c for c in L if c not in K],'fields exchanged: '+w[0]
    if what=='year':
        fa,ya=K[0]['operands'][0]['field'],K[0]['operands'][0]['year']; fb,yb=L[0]['operands'][0]['field'],L[0]['operands'][0]['year']; need(ya!=yb and isbal(fa)==isbal(fb) and 'population' not in(fa,fb)); pa,pb=bare(fa,y1(ya),lang),bare(fb,y1(yb),lang); need(pa in a and pb in b and pb not in a and pa not in b)
        need(len({p['year'] for c in K for p in c['operands']})==1 and len({p['year'] for c in L for p in c['operands']})==1); w=judge(K,yearshift(K,a,ya,y1(yb)-y1(ya),lang))+judge(L,yearshift(L,b,yb,y1(ya)-y1(yb),lang)); need(w); return join(rng,a.replace(pa,pb),b.replace(pb,pa),lang),K+[c for c in L if c not in K],'years exchanged: '+w[0]
    if what=='amount':
        p=rng.choice(K); q=[c for c in L if pval(c['shown'])[0]==pval(p['shown'])[0] and pval(p['shown'])[0] and c['operation']==p['operation']]; need(q); q=rng.choice(q); need(p['shown']!=q['shown']); d=copy.deepcopy(p); d['shown']=q['shown']; need(fits(d,p) is False)
        return join(rng,put_shown(a,p['shown'],q['shown']),put_shown(b,q['shown'],p['shown']),lang),K+[c for c in L if c not in K],'"%s" and "%s" exchanged between the two'%(p['shown'],q['shown'])
    t,u=gtype(K),gtype(L); need(t and u and t!=u and not any(c['operation']=='rank' for c in K+L)); a2,b2=a,b
    for i in(0,1):
        for (z,old,new) in(('a',t,u),('b',u,t)):
            for ph in sorted(tphrases(old,lang,i),key=len,reverse=True):
                for cs in((lambda z:z),cap):
                    if z=='a': a2=rx(cs(ph)).sub(lambda m:cs(tphrases(new,lang,i)[0]),a2)
                    else: b2=rx(cs(ph)).sub(lambda m:cs(tphrases(new,lang,i)[0]),b2)
    need(a2!=a and b2!=b)
    def g(o,n):
        def sw(c):
            for p in c['operands']:
                if p.get('group',{}).get('name')==o: p['group']={'by':'type','name':n}
            if (c.get('scope') or {}).get('type')==o: c['scope']['type']=n
        return sw
    w=judge(K,[sub(c,g(t,u)) for c in K])+judge(L,[sub(c,g(u,t)) for c in L]); need(w); return join(rng,a2,b2,lang),K+[c for c in L if c not in K],'kinds of council exchanged: '+w[0]
# ----- a relation borrowed inside one sentence
BORROW=[('percent',', {up} {x} on the year before'),('percent',', {x} {more} than a year earlier'),('difference',', {up} {x} in a year'),('rank',', the most of any {T1}'),('rank',', {nth} among {T}'),('ratio',', {x} as much as {D}'),('per_head',', or {x} for each resident'),('share',', {x} of the total for {T}'),('mult',', {k} years after it had {b}')]
@kind(12)
def borrowed(rng,x):
    """'A spent a in y; B spent b, up 4 percent on the year before', where the 4 percent are A's"""
    need(x['language']=='en'); c0=[c for c in x['claims'] if c['operation']=='value' and c['operands'][0]['measure']=='value' and 'council' in c['operands'][0]]; need(c0); A=c0[0]['operands'][0]['council']; f=c0[0]['operands'][0]['field']; y=c0[0]['operands'][0]['year']; n=y1(y); need(f in H.FD and 'verbal' in H.FD[f]['tags']); d=H.FD[f]
    B=rng.choice(others(rng,A,[])); need(B!=A and name(B)!=name(A)); kA,a,va=None,None,None
    try: kA,a,va=H.vclaim(f,n,A); kB,b,vb=H.vclaim(f,n,B)
    except H.Skip: raise Skip
    need(va>H.MINV and vb>H.MINV and a!=b); s=H.base_slots(f,n,rng,C[A]['type']); form,suf=rng.choice(BORROW[:8]); prev=yl(n-1); K=[kA,kB]; T=C[A]['type']
    if form in('percent','difference'):
        p0=val(f,prev,A); q0=val(f,prev,B); need(p0 and q0 and p0>0 and q0>0); up=va>p0; s.update(H.updown(up)); oA=[operand(f,y,council=A),operand(f,prev,council=A)]
        r=half_away(Fr((va-p0)*100*S,p0)) if form=='percent' else va-p0; need(r and abs(r)>=S); s['x']=H.pct(r)[0] if form=='percent' else money(r)[0]; k=claim(form,oA,s['x'],direction='rise' if up else 'fall'); need(k); k2=sub(k,lambda c:[p.update(council=B) for p in c['operands']]); need(fits(k,k2) is False)
    elif form=='rank':
        sc={'type':T}; o=operand(f,y,council=A); k=need(claim('rank',[o],'x',direction='highest',scope=sc)); r=int(k['result']); need(r<=5); need((r==1)==('the most' in suf)); s['nth']=H.ORD[r]; k['shown']=suf[2:].format(**s); need(fits(k,sub(k,lambda c:c['operands'][0].update(council=B))) is False)
    elif form=='ratio':
        D=rng.choice(others(rng,A,[])); need(D not in(A,B)); oA=[operand(f,y,council=A),operand(f,y,council=D)]; need(None not in oA and parse(oA[1]['value'])>H.MINV); w=H.ratio_words(Fr(va,parse(oA[1]['value']))); need(w); s['x']=w; s['D']=name(D); k=claim('ratio',oA,w); need(fits(k,sub(k,lambda c:c['operands'][0].update(council=B))) is False)
    elif form=='per_head':
        o=operand(f,y,'per_head',council=A); need(o); v=parse(o['value']); need(v>=2*S); s['x']=money(v)[0]; k=claim('value',[o],s['x']); need(fits(k,sub(k,lambda c:c['operands'][0].update(council=B))) is False)
    else:
        o=[operand(f,y,council=A),operand(f,y,'sum',group=('type',T))]; k=need(claim('share',o,'')); need(parse(k['result'])>=S); s['x']=H.pct(parse(k['result']))[0]; k['shown']=s['x']; need(fits(k,sub(k,lambda c:c['operands'][0].update(council=B))) is False)
    s.update(A=name(A),B=name(B),a=a,b=b); tpl=rng.choice(['{A} {v} {a} {t} {w}; {B} {v} {b}','{A} {v} {a} {t} {w} and {B} {b}','{W}, {A} {v} {a} {t} and {B} {b}','While {A} {v} {a} {t} {w}, {B} {v} {b}'])
    return H.tidy_text((tpl+suf+'.').format(**s)),K+[k],'the %s is %s\'s, said of %s'%(form,name(A),name(B))
@kind(5)
def run_other_year(rng,x):
    """a run, record or trend of other years than the text names; the amount is that of the year named"""
    lang=x['language']; K=x['claims']; rc=[c for c in K if c['operation'] in('streak','record','trend','step','reversal','crossing')]; need(rc); c=rc[0]; f=c['operands'][0]['field']; y=max(p['year'] for p in c['operands']); d=rng.choice([1,1,2,-1,-2,3]); new=yl(y1(y)+d); a,b=bare(f,y1(y),lang),bare(f,y1(y)+d,lang); t=x['text']; need(a in t and b not in t)
    K2=yearshift(K,t,y,d,lang); i=K.index(c); need(fits(c,K2[i]) is False); N=[]; t2=t
    for k,q in zip(K,K2):
        if k is c: N.append(k); continue
        q=resolve(q); need(q); z=restyle(k,q,lang); need(z and parse(q['result'])>0); t2=put_shown(t2,k['shown'],'\x02%d\x03'%len(N)); q['shown']=z; N.append(q)
    for j,q in enumerate(N): t2=t2.replace('\x02%d\x03'%j,q['shown'])
    return t2.replace(a,b),N,'the %s is that to %s; to %s it does not hold'%(c['operation'],a,b)
@kind(3)
def balance_as_flow(rng,x):
    """a balance told as what was added or borrowed in the year"""
    need(x['language']=='en'); c0=[c for c in x['claims'] if c['operation']=='value' and c['operands'][0]['measure']=='value' and 'council' in c['operands'][0] and isbal(c['operands'][0]['field'])]; need(c0); c=rng.choice(c0); o=c['operands'][0]; f,y,A=o['field'],o['year'],o['council']; p=val(f,yl(y1(y)-1),A); need(p is not None and f in H.FD and 'verbal' in H.FD[f]['tags']); v=parse(o['value']); need(v>H.MINV and abs(v-p-v)*20>v and abs(v-p)!=v); d=H.FD[f]; a=money(v)[0]; nm=name(A); L=[]
    if 'owe' in d['tags']: L=['%s borrowed %s%s in %s.'%(nm,a,d['t'].replace(' to the','').replace('to the',' from the') and ' from the Public Works Loan Board' if d['t'] else '',y),'%s took out loans of %s in %s.'%(nm,a,y),'In %s, %s repaid %s.'%(y,nm,a),"%s's borrowing grew by %s in %s."%(nm,a,y),'%s added %s to its debt in %s.'%(nm,a,y)]
    else: L=['%s added %s to its %s in %s.'%(nm,a,d['np'],y),'In %s, %s put %s into %s.'%(y,nm,a,d['np']),'%s drew %s from its %s in %s.'%(nm,a,d['np'],y),'%s %s rose by %s in %s.'%(poss(nm),d['np'],a,y),'%s earned %s on its %s in %s.'%(nm,a,d['np'],y)]
    k=dict(c); k['shown']=a; return rng.choice(L),[k],'it is the balance; the change in the year was '+dec(v-p)
@kind(2)
def balance_at_start(rng,x):
    need(x['language']=='en'); K=x['claims']; need(all(isbal(p['field']) for c in K for p in c['operands'])); t=x['text']; ys={p['year'] for c in K for p in c['operands']}; need(len(ys)==1); y=ys.pop(); m=re.search('([Ii])n March %d'%(y1(y)+1),t); need(m); z=rng.choice(['at the start of %s'%y,'in March %d, a year before March %d'%(y1(y),y1(y)+1),'at the beginning of April %d'%y1(y),'when %s began'%y]); w=judge(K,[sub(c,lambda c:[p.update(year=yl(y1(y)-1)) for p in c['operands']]) for c in K]); need(w)
    return t[:m.start()]+(cap(z) if m.group(1)=='I' else z)+t[m.end():],K,'it is the balance at the end of %s; at the start: %s'%(y,w[0])
@kind(4)
def made_up_relation(rng,x):
    need(x['language']=='en'); c0=[c for c in x['claims'] if c['operation']=='value' and c['operands'][0]['measure']=='value' and 'council' in c['operands'][0]]; need(c0); o=c0[0]['operands'][0]; A,f,n=o['council'],o['field'],y1(o['year']); need(f in H.FD and 'verbal' in H.FD[f]['tags']); B=rng.choice(others(rng,A,[])); need(B!=A and name(B)!=name(A))
    kA,a,va=H.vclaim(f,n,A); kB,b,vb=H.vclaim(f,n,B); need(va>H.MINV and vb>H.MINV and a!=b); s=H.base_slots(f,n,rng,C[A]['type']); s.update(A=name(A),B=name(B),Bs=poss(name(B)),As=poss(name(A)),a=a,b=b)
    tpl=rng.choice(['{A} {v} {a} {t} {w} on behalf of {B}, which {v} {b}.','{A} {v} {a} {t} {w}, including {Bs} {b}.','{W}, {A} {v} {a} {t} from {B}, with its {b}.','{A} {v} {a} {t} {w}, which came from {Bs} {b}.','{A} gave {B} {a} {w}, and {B} gave {b} back.','{W}, {A} lent {a} to {B}, which lent {b}.','{A} and {B} shared {a} {t} {w}, of which {b} was for {B}.','{W}, {A} {v} {a} {t} within {B}, which {v} {b}.','{A} {v} {a} {t} {w}; {b} of this was {Bs}.','{B} {v} {b} {t} {w} and owed {A} the other {a}.','{A} took {a} from {B} {w}, leaving {B} with {b}.','{W}, {B} paid {A} {a} and kept {b}.'])
    return H.tidy_text(tpl.format(**s)),[kA,kB],'no figure relates the two'
# ----- words
VB=r'(spent|held|owed|paid|set aside|put|devoted)'
@kind(5)
def word_subject(rng,x):
    t=x['text']; lang=x['language']; cs=[c for c in councils(x['claims']) if name(c) in t]; need(cs); n=name(rng.choice(cs))
    if lang=='en':
        m=re.search(r'(?<![\w-])'+re.escape(n)+r' '+VB,t); p=re.search(r'(?<![\w-])'+re.escape(poss(n))+' ',t)
        S1=['households in %s','%s households','homes in %s','%s taxpayers','residents of %s','schools in %s','%s schools','councillors in %s','pensioners in %s','%s businesses','drivers in %s','voters in %s','parents in %s','the police in %s','a firm in %s','tenants in %s','the mayor of %s','hospitals in %s','families in %s','%s homeowners','a single household in %s','charities in %s','%s pensioners','landlords in %s']
        z=rng.choice(S1)%n
        if m: t2=t[:m.start()]+(cap(z) if m.start()==0 else z)+t[m.start()+len(n):]
        elif p: z=poss(z) if not z.endswith('s') else z+"'"; t2=t[:p.start()]+(cap(z) if p.start()==0 else z)+' '+t[p.end():]; need(' in '+n+"'" not in t2)
        else: raise Skip
    else:
        S1=['aelwydydd %s','trethdalwyr %s','trigolion %s','ysgolion %s','pensiynwyr %s','busnesau %s','cynghorwyr %s','gyrwyr %s','rhieni %s','tenantiaid %s','meddygon %s','elusennau %s']
        m=re.search(r'(Gwariodd|gwariodd|Talodd|Neilltuodd|Daliai|gwariant|dyled|buddsoddiadau|cronfeydd|clustnodi|neilltuo) '+re.escape(n),t); need(m); i=m.end()-len(n); t2=t[:i]+rng.choice(S1)%n+t[i+len(n):]
    return t2,x['claims'],'the council\'s figure is given to somebody else'
PRED={'en':{'spent':['stole','wasted','sold','gave away','lost','borrowed','saved','raised','hid','refused to spend','cut','won','lent','earned','received','overspent by','fined residents','was paid','gambled','embezzled','returned','promised','collected','destroyed'],'held':['lost','hid','owed','gave away','spent','stole','sold','promised','borrowed','wasted','withdrew','wrote off'],'owed':['lent','repaid','spent','was owed','wrote off','gave away','earned','paid back','saved','stole'],'paid':['received','refused to pay','wrote off','stole','earned','borrowed','gave away','was owed'],'set aside':['lost','stole','gave away','refused','wasted','received','sold']},
 'cy':{'Gwariodd':['Gwastraffodd','Dwynodd','Gwerthodd','Rhoddodd','Collodd','Benthycodd','Arbedodd','Cuddiodd','Enillodd'],'gwariodd':['gwastraffodd','dwynodd','gwerthodd','collodd','benthycodd','arbedodd'],'Talodd':['Derbyniodd','Dwynodd','Enillodd','Benthycodd'],'Neilltuodd':['Collodd','Dwynodd','Gwastraffodd','Gwerthodd'],'Daliai':['Collai','Gwastraffai','Benthycai','Cuddiai'],'Roedd gan':['Nid oedd gan'],'gwariant':['gwastraff','elw','incwm'],'Roedd dyled':['Nid oedd dyled','Roedd elw'],'Cododd':['Diflannodd'],'Gostyngodd':['Diflannodd']}}
@kind(5)
def word_predicate(rng,x):
    t=x['text']; d=PRED[x['language']]; ks=[k for k in d if re.search(r'(?<![\w-])'+re.escape(k)+r'(?![\w-])',t)]; k=rng.choice(ks or need(None)); m=re.search(r'(?<![\w-])'+re.escape(k)+r'(?![\w-])',t); need(not re.search(r'(was|were|that was) $',t[:m.start()])); z=rng.choice(d[k]); need(not z.startswith('was ') or any(b0==m.start()-1 for _,b0,_ in spans(t))); need(all(c['shown'] in t[:m.start()]+z+t[m.end():] for c in x['claims'])); return t[:m.start()]+z+t[m.end():],x['claims'],'the figures are of money %s, not %s'%(k,z)
ADJ={'en':['each year','every month','a week','every day','per household','for each pupil','on the salary of its mayor','in cash','abroad','overnight','in secret','by mistake','for the first time ever','for the last time','within one week','tax free','in a single payment','on one road','a second','per councillor','for each home','on behalf of the government','at the expense of schools','twice over','in bitcoin','on parties','per child','in each ward','on consultants','for its own staff','from its pension fund','against the law','to foreign banks','in each town','a month','in real terms','after tax','per vote','an hour','to its neighbours','on loan to councillors'],
 'cy':['bob blwyddyn','bob mis','bob wythnos','bob dydd','fesul aelwyd','am bob disgybl','mewn arian parod','dramor','dros nos','yn gyfrinachol','trwy gamgymeriad',"am y tro olaf",'mewn un diwrnod','yn ddi-dreth','ar un ffordd','fesul cynghorydd','am bob cartref',"ar ran y llywodraeth","yn yr Alban yn unig","i fanciau tramor",'ar bartïon',"o'r gronfa bensiwn",'heb bleidlais',"yn groes i'r gyfraith",'ar ôl treth','yr awr','mewn termau real']}
@kind(5)
def word_adjunct(rng,x):
    t=x['text']; z=rng.choice(ADJ[x['language']]); sep=rng.choice([' ',' ',', ']); 
    if z in('each year','every month','a week','each','per child','per household','a month') : sep=' '
    need(len(t.split())+len(z.split())<=30); need(z not in t)
    if rng.random()<.6 or x['language']=='cy': return t.rstrip('.')+sep+z+'.',x['claims'],'no figure says "%s"'%z
    m=re.search(r' (in (?:\d{4}/\d\d|March \d{4}))',t); need(m); return t[:m.start()]+' '+z+t[m.start():],x['claims'],'no figure says "%s"'%z
CAUSE={'en':['because of rising demand','due to cuts in government grant','thanks to its new leader','as a result of inflation','after a change of leadership','in response to the pandemic','owing to mismanagement','because residents asked for it','to punish its neighbours','so that taxes could fall','as the government demanded','because of Brexit','through good housekeeping','despite warnings','which led to a rise in crime','to win the election','causing services to close','since it had run out of money','as promised','in order to avoid bankruptcy'],'cy':['oherwydd galw cynyddol','oherwydd toriadau','diolch i arweinydd newydd','o ganlyniad i chwyddiant','er gwaethaf rhybuddion','er mwyn ennill etholiad','oherwydd camreoli','am fod y llywodraeth yn mynnu hynny','fel yr addawyd','oherwydd Brexit']}
@kind(3)
def word_cause(rng,x):
    t=x['text']; z=rng.choice(CAUSE[x['language']]); need(len(t.split())+len(z.split())<=30); return t.rstrip('.')+rng.choice([' ',', '])+z+'.',x['claims'],'a cause or purpose that no figure carries: "%s"'%z
TIME={'en':{'flow':['so far in {y}','in each year since {y}','in the first half of {y}','in a single month of {y}','in every year up to {y}','since {y}','in each month of {y}','until {y}','in every week of {y}','in the last quarter of {y}','in {y} and every year after','in both {y} and the year after','in one day of {y}'],'bal':['since March {c}','until March {c}','at all times until March {c}','every March since {c}','throughout the year to March {c}','during the ten years to March {c}','each month up to March {c}','in March {c} alone','from March {c} to this day','at the start of April {p}','in every month of {p}']},
 'cy':{'flow':['hyd yma yn {y}','bob blwyddyn ers {y}','yn hanner cyntaf {y}','bob mis yn {y}','ers {y}','mewn un mis o {y}'],'bal':['ers mis Mawrth {c}','bob mis Mawrth ers {c}','drwy gydol y flwyddyn hyd at fis Mawrth {c}']}}
@kind(4)
def word_time(rng,x):
    t=x['text']; lang=x['language']; m=re.search(r'[Ii]n (\d{4})/\d\d(?!\d)|[Ii]n March (\d{4})',t) if lang=='en' else re.search(r'[Yy]n (\d{4})/\d\d|[Yy]m mis Mawrth (\d{4})',t); need(m); need(not any(c['operation'] in('streak','record','trend','step','crossing','reversal') for c in x['claims'])); need(any(c['operation']=='value' and pval(c['shown'])[0] in('money','pct','pence') for c in x['claims'])); o=x['claims'][0]['operands'][0]; vy=sorted(V[o['field']]); need(vy[0]<o['year']<vy[-1]); need('per head' not in t or True)
    if m.group(1): z=rng.choice(TIME[lang]['flow']).format(y=m.group(0).split()[-1])
    else: c=int(m.group(2)); z=rng.choice(TIME[lang]['bal']).format(c=c,p=c-1)
    if m.group(0)[0].isupper(): z=cap(z)
    need(len(t.split())-2+len(z.split())<=30); return t[:m.start()]+z+t[m.end():],x['claims'],'the figure is of %s, not "%s"'%(m.group(0),z)
NOW={'en':['still','to date','so far','already','each year','as of today','again','every year','by now','once more','as ever','even now','yet again','currently']}
@kind(2)
def word_still(rng,x):
    need(x['language']=='en'); t=x['text']; z=rng.choice(['still','already','always','again','currently','routinely','annually','repeatedly','secretly','illegally','daily','jointly','never','hardly','barely','knowingly','publicly','privately']); m=re.search(r'(?<![\w-])'+VB+r'(?![\w-])',t); need(m and not re.search(r'(was|were) $',t[:m.start()]) and all(c['shown'] in t[:m.start()]+z+' '+t[m.start():] for c in x['claims'])); return t[:m.start()]+z+' '+t[m.start():],x['claims'],'"%s" is in no figure'%z
BASEV={'spent':'spend','held':'hold','owed':'owe','paid':'pay','set aside':'set aside','put':'put','devoted':'devote','rose':'rise','fell':'fall','had':'have'}
@kind(4)
def word_negation(rng,x):
    t=x['text']
    if x['language']=='cy':
        P=[('Gwariodd ','Ni wariodd '),('Talodd ','Ni thalodd '),('Neilltuodd ','Ni neilltuodd '),('Daliai ','Ni ddaliai '),('Roedd ','Nid oedd '),('Cododd ','Ni chododd '),('Gostyngodd ','Ni ostyngodd '),('Dyblodd ','Ni ddyblodd ')]; o=[p for p in P if t.startswith(p[0])]; need(o); return o[0][1]+t[len(o[0][0]):],x['claims'],'denied what is true'
    need(not any(k in c['operands'][0] for c in x['claims'] for k in('above','below')) and not re.match('No |Only ',t) and 'no other' not in t)
    m=re.search(r'(?<![\w-])(spent|held|owed|paid|set aside|rose|fell)(?![\w-])',t); 
    if m and not re.search(r'(was|were|No other [\w ]+|No [\w ]+|no other [\w ]+|had|£[\d.,]+( million| billion)?,?) $',t[:m.start()]) and not re.match('No ',t):
        z=rng.choice(['did not %s','never %s','failed to %s','did not %s','never once %s','neither earned nor %s']); b=z%(m.group(1) if z.startswith(('never','neither')) else BASEV[m.group(1)]); need(all(c['shown'] in t[:m.start()]+b+t[m.end():] for c in x['claims'])); return t[:m.start()]+b+t[m.end():],x['claims'],'denied what is true ("%s")'%b
    m=re.search(r'(?<![\w-])(was|were)(?![\w-])',t); need(m); z=rng.choice([' not',' never',' nowhere near',' no longer']); need(all(c['shown'] in t[:m.end()]+z+t[m.end():] for c in x['claims'])); return t[:m.end()]+z+t[m.end():],x['claims'],'denied what is true'
@kind(4)
def word_modality(rng,x):
    t=x['text']
    if x['language']=='cy':
        P=[('Gwariodd ',['Bydd %s yn gwario','Gallai %s fod wedi gwario','Mae %s yn bwriadu gwario','Honnir i %s wario','Dylai %s fod wedi gwario']),('Talodd ',['Bydd %s yn talu','Gallai %s fod wedi talu','Dylai %s fod wedi talu']),('Neilltuodd ',['Bydd %s yn neilltuo','Gallai %s fod wedi neilltuo'])]
        for a,zs in P:
            m=re.match(a+'(.+?)(?= £)',t)
            if m: return rng.choice(zs)%m.group(1)+t[m.end():],x['claims'],'modality: not what was, but what may or will be'
        raise Skip
    m=re.search(r'(?<![\w-])(spent|held|owed|paid|set aside)(?![\w-])',t); need(m and not re.search(r'(was|were|had) $',t[:m.start()]) and not t[:m.start()].rstrip().endswith(('million','billion')) and not re.search(r'£[\d.,]+ $',t[:m.start()])); v=m.group(1); b=BASEV[v]
    plural=bool(re.search(r's$',t[:m.start()].rstrip())) and not any(b0==m.start()-1 for _,b0,_ in spans(t)); need(not t.startswith('No ') and 'No other' not in t and 'no other' not in t)
    z=rng.choice(['will '+b,'may have '+v,'might have '+v,'could have '+v,'would have '+v,'should have '+v,'plans to '+b,'wanted to '+b,'is expected to '+b,'had hoped to '+b,'claimed to have '+v,'is thought to have '+v,'reportedly '+v,'allegedly '+v,'must '+b,'was told to '+b,'probably '+v,'seems to have '+v,'nearly '+v,'almost '+v,'was about to '+b,'tried to '+b,'agreed to '+b,'was said to have '+v]); z=re.sub('^was ','were ',re.sub('^is ','are ',z.replace('plans to','plan to').replace('seems to','seem to'))) if plural else z; need(all(c['shown'] in t[:m.start()]+z+t[m.end():] for c in x['claims'])); return t[:m.start()]+z+t[m.end():],x['claims'],'hedge or modality: "%s" is not what the figure says'%z
@kind(4)
def word_quantifier(rng,x):
    """more than / at least / at most / exactly, each, both: checked by the figures"""
    t=x['text']; lang=x['language']; K=x['claims']; c=rng.choice([c for c in K if pval(c['shown'])[0]=='money' and c['operation']=='value'] or need(None)); v=abs(Fr(parse(c['result']),S)); p=pval(c['shown'])[1]; z=[]
    if lang=='en':
        if v<=p: z+=['more than','over','upwards of','well over']
        if v>=p: z+=['less than','under','not even']
        z+=['half of','at least twice','a tenth of','ten times','more than double','less than half of']
        T=gtype(K)
        if c['operands'][0]['measure']=='sum': z+=['EACH']
    else:
        if v<=p: z+=['mwy na','dros']
        if v>=p: z+=['llai na']
        z+=['hanner','deg gwaith','o leiaf ddwywaith']
    q=rng.choice(z); need(once(t,c['shown']))
    if re.search(r'(more than|less than|nearly|about|over|half|times|another) *$',t[:t.index(c['shown'])]): raise Skip
    if re.search(r'(dros|na|gwaith) *$',t[:t.index(c['shown'])]): raise Skip
    if q=='EACH': t2=put_shown(t,c['shown'],c['shown']+' each'); need(' each' not in t and 'between them' not in t and 'in all' not in t and 'total' not in t); return t2,K,'the sum is said of each one'
    t2=put_shown(t,c['shown'],q+' '+c['shown']); 
    if t2[0].islower(): t2=cap(t2)
    return t2,K,'"%s": the figure is %s'%(q,c['result'])
@kind(2)
def word_record(rng,x):
    """'a record £9 million': false where another year was higher"""
    need(x['language']=='en'); t=x['text']; c=[c for c in x['claims'] if c['operation']=='value' and c['operands'][0]['measure']=='value' and 'council' in c['operands'][0] and pval(c['shown'])[0]=='money']; c=rng.choice(c or need(None)); o=c['operands'][0]; v=parse(o['value']); xs=[V[o['field']][y][o['council']] for y in V[o['field']] if o['council'] in V[o['field']][y] and y<o['year']]; need(xs); z=rng.choice(['a record','a record low of','an unprecedented','its highest ever','its lowest ever','a new high of']); hi=max(xs)>v*Fr(105,100); lo=min(xs)<v*Fr(95,100)
    need((z in('a record low of','its lowest ever') and lo) or (z in('a record','its highest ever','a new high of','an unprecedented') and hi)); need(once(t,c['shown'])); t2=put_shown(t,c['shown'],z+' '+c['shown']); return (cap(t2) if t2[0].islower() else t2),x['claims'],'earlier years were %s'%('lower' if 'low' in z else 'higher')
@kind(2)
def word_unit(rng,x):
    t=x['text']
    if x['language']=='en':
        o=[(a,b) for a,b in((' percentage points',' percent'),(' percent',' percentage points'),('before inflation','after inflation'),('before inflation','in real terms'),('Before inflation','After inflation'),('Before inflation','In real terms'),('£','$'),('£','€'),(' per resident',' per household'),(' per head',' per household'),('resident','taxpayer'),('resident','home'),('per resident','per voter'),('a head','a household'),('p of every pound','p of every tax pound')) if a in t]
        a,b=rng.choice(o or need(None)); need(not(a==' percent' and ' percentage' in t)); 
        if a==' percent': need(any(c['operation']=='percent' for c in x['claims']))
    else:
        o=[(a,b) for a,b in(('cyn chwyddiant','ar ôl chwyddiant'),('cyn chwyddiant','mewn termau real'),(' y cant',' pwynt canran'),('£','$'),(' y pen',' fesul aelwyd')) if a in t]; a,b=rng.choice(o or need(None)); 
        if a==' y cant': need(any(c['operation']=='percent' for c in x['claims']))
    N=copy.deepcopy(x['claims'])
    for c in N: c['shown']=c['shown'].replace(a,b)
    t2=t.replace(a,b); need(all(c['shown'] in t2 for c in N)); return t2,N,'"%s" for "%s"'%(b,a)
@kind(2)
def word_object(rng,x):
    """another object: on culture -> on culture in schools, to the Treasury, of its neighbours"""
    t=x['text']; P={'en':[(w,z) for w in FAM['en'][0].values() for z in(' for the rich',' in prisons',' abroad',' of its own staff',' in one village',' for councillors',' in Wales',' for other councils',' and defence')]+[('in investments',z) for z in('in investments in tobacco','in investments abroad','in investments of its councillors','in gold')]+[('reserves',z) for z in('reserves of oil','gold reserves','reserves for pay rises','reserves held in Spain')]+[(' in interest',z) for z in(' in interest to its councillors',' in interest and fines',' in fines',' in bonuses',' in ransom')]+[('to repay debt',z) for z in('to repay debt to its neighbours','to repay the mayor','to repay voters','to avoid debt')]+[('on deposit with banks',z) for z in('on deposit with foreign banks','on loan to banks','on behalf of banks','on deposit with failed banks')],'cy':[(w,' '+z) for w in FAM['cy'][0].values() for z in('mewn carchardai','dramor','i gynghorwyr','mewn un pentref','ac amddiffyn')]}[x['language']]
    o=[p for p in P if p[0] in t]; a,b=rng.choice(o or need(None)); b=a+b if b.startswith(' ') and not a.startswith(' ') else b; need(t.count(a)==1); t2=t.replace(a,b); need(all(c['shown'] in t2 for c in x['claims']) and len(t2.split())<=30); return t2,x['claims'],'no figure is of "%s"'%b.strip()
@kind(2)
def word_extra(rng,x):
    """a further statement that no claim carries"""
    t=x['text']; L={'en':['and built no homes','and broke the law','and sold its town hall','a scandal','as auditors warned','and nobody noticed','and its neighbours spent nothing','and went bankrupt','before closing every library','and raised council tax','the worst in Europe','and still had money left','as every council did','and so did Kent','more than ever before','and the government paid','while services got worse','and cut its staff','unlike any other council','and doubled its debt','and hid it from auditors','which is too much','as it always had'],'cy':['a thorri\'r gyfraith','a gwerthu neuadd y dref','sgandal','ac ni sylwodd neb','a mynd yn fethdalwr','cyn cau pob llyfrgell','a chodi\'r dreth gyngor','y gwaethaf yn Ewrop','fel pob cyngor arall','mwy nag erioed','sydd yn ormod']}[x['language']]; z=rng.choice(L); need(len(t.split())+len(z.split())<=30); return t.rstrip('.')+(', ' if rng.random()<.5 or not z.startswith('and') else ' ')+z+'.',x['claims'],'"%s" is in no claim'%z
# ---------- making
def has(*ops): return lambda x: any(c['operation'] in ops for c in x['claims'])
def oph(*ks): return lambda x: any(k in p for c in x['claims'] for p in c['operands'] for k in ks)
def mea(*ms): return lambda x: any(p['measure'] in ms for c in x['claims'] for p in c['operands'])
RUNS=('streak','record','trend','step','reversal','crossing')
PRE={'run_other_year':has(*RUNS),'run_of_another':has('streak','reversal'),'top':oph('top'),'limit':oph('above','below'),'limit_text':oph('above','below'),'place':has('rank'),'scope_widened':has('rank'),'of_field':oph('of_field'),'top_of_sum':mea('sum'),'scope':lambda x:gtype(x['claims']),'relation_other_scope':oph('group'),'councils_exchanged':lambda x:len(councils(x['claims']))>1,'joined_exchange':lambda x:len(x['text'].split())<=16,'balance_as_flow':lambda x:any(isbal(f) for f in fields(x['claims'])),'balance_at_start':lambda x:any(isbal(f) for f in fields(x['claims'])),'part_said_of_whole':lambda x:any(f in('borrowing_pwlb','investments_bank_deposits','investments_money_market_funds') for f in fields(x['claims'])),'measure':lambda x:True}
# 'ten of the 36 spent half': some ten may, whatever the highest ten do
EXIST=re.compile(r'\b(three|five|ten) of (the \d+|them)\b.*(percent|half|third|quarter|fifth)|(half|third|quarter|fifth|percent) of all .* was down to',re.I)
UNSUP={'word_subject','word_predicate','word_adjunct','word_cause','word_still','word_modality','word_object','word_extra','made_up_relation'}
def checked(x,t,K):
    t=re.sub(r'\s+',' ',t).strip()
    if len(t.split())>30 or t==x['text'] or re.search(r' [,.;]|\x02|\x03|,,|\.\.',t): return None
    for c in K:
        if not good(c) or not c['shown'] or c['shown'].lower() not in t.lower(): return None
    rest=t
    for c in sorted(K,key=lambda c:-len(c['shown'])): rest=rest.replace(c['shown'],' ',1) if c['shown'] in rest else re.sub(re.escape(c['shown']),' ',rest,1,re.I)
    rest=re.sub(r'(March|mis Mawrth|fis Mawrth|Mawrth|April|October|mis Hydref|mis Mawrth ers|March since|month of|Hydref|canol|since) \d{4}|mid-\d{4}|\d{4}/\d\d',' ',rest); rest=re.sub(r"(more than|less than|above|below|na|dros) [£$€][\d.,]+( million| billion| miliwn| biliwn)?",' ',rest,flags=re.I)
    for m in re.findall(r'[£$€]?\d[\d,.]*',rest):
        if not any(str(c.get('of'))==m.rstrip('.,') or str(c['result'])==m.rstrip('.,') for c in K): return None
    return t
def main():
    ap=argparse.ArgumentParser(); ap.add_argument('--seed',type=int,default=1); ap.add_argument('--count',type=int,default=20000); ap.add_argument('--language',default='en'); ap.add_argument('--from',dest='src'); ap.add_argument('--out'); ap.add_argument('--kind'); ap.add_argument('--sort',choices=('structural','word')); ap.add_argument('--show',type=int,default=0); a=ap.parse_args()
    src=a.src or 'honest_%s.json'%a.language; out=a.out or 'lies_%s.json'%a.language
    D=[x for x in json.load(open(src,encoding='utf-8'))['factoids'] if x.get('language','en')==a.language and x.get('claims')]
    ok=[]
    for x in D:
        x['language']=a.language
        if all(good(c) for c in x['claims']): ok.append(x)
    if len(ok)<len(D): print('left out, claims not right by the figures:',len(D)-len(ok),file=sys.stderr)
    D=ok; POOL[a.language]=[x for x in D if len(x['text'].split())<=16 and not EXIST.search(x['text'])]; rng=random.Random(a.seed); names=[k for k in KINDS if (not a.kind or k.startswith(a.kind)) and (not a.sort or k.startswith('word')==(a.sort=='word'))]; w=[KINDS[k][1] for k in names]; PD={k:[x for x in D if PRE[k](x)] for k in PRE}; res=[]; seen={x['text'] for x in D}; cnt={}; tries=0
    while len(res)<a.count and tries<a.count*60:
        tries+=1; k=rng.choices(names,w)[0]; P=PD.get(k,D); x=rng.choice(P) if P else rng.choice(D)
        if not k.startswith('word') and EXIST.search(x['text']): continue
        try: t,K,why=KINDS[k][0](rng,x)
        except (Skip,H.Skip): continue
        t=checked(x,t,K)
        if not t or t in seen: continue
        seen.add(t); res.append(dict(text=t,language=a.language,claims=K,kind=k,sure='unsupported' if k in UNSUP or k=='balance_as_flow' and not re.search('grew by|rose by',t) else 'figures',why=why,made_from=x['text'])); cnt[k]=cnt.get(k,0)+1
    tmp=out+'.tmp'; json.dump({'factoids':res},open(tmp,'w',encoding='utf-8'),ensure_ascii=False,separators=(',',':')); os.replace(tmp,out); print(len(res),'lies, tries',tries,cnt,file=sys.stderr)
    if a.show:
        by={}
        for r in res: by.setdefault(r['kind'],[]).append(r)
        for k in names:
            print('==',k,len(by.get(k,[])))
            for r in by.get(k,[])[:a.show]: print('   ',r['text'],'\n         [',r['made_from'],'] ',r['why'])
if __name__=='__main__': main()
