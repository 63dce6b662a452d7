"""Figures of data/tidy and an independent evaluator of claims (docs/claims.md). Integers scaled by 10^4, fractions; no floats."""
import csv, glob, functools
from decimal import Decimal, ROUND_HALF_UP
from fractions import Fraction as Fr
import os
TIDY=os.path.join(os.environ['FACTOID_SHARED_DATA'],'tidy','')
S=10000
def half_away(fr):
    fr=Fr(fr); n,d=abs(fr.numerator),fr.denominator
    q=(2*n+d)//(2*d)
    return q if fr>=0 else -q
def parse(s): return int((Decimal(s)*S).quantize(Decimal(1),rounding=ROUND_HALF_UP))
def dec(v):
    s='-' if v<0 else ''; v=abs(v); i,f=divmod(v,S)
    return s+(str(i) if not f else '%d.%s'%(i,('%04d'%f).rstrip('0')))
C={}; V={}; FIELDS={}
def load():
    if C: return
    for r in csv.DictReader(open(TIDY+'councils.csv',encoding='utf-8')): C[r['code']]=r
    for r in csv.DictReader(open(TIDY+'fields.csv',encoding='utf-8')): FIELDS[r['slug']]=r
    cache={}
    for f in glob.glob(TIDY+'figures_*.csv'):
        with open(f,encoding='utf-8') as h:
            rd=csv.reader(h); next(rd)
            for c,s,y,v in rd:
                x=cache.get(v)
                if x is None: x=cache[v]=(int(v)*S if v.lstrip('-').isdigit() else parse(v))
                V.setdefault(s,{}).setdefault(y,{})[c]=x
def y1(y): return int(y[:4])
def yl(n): return '%d/%02d'%(n,(n+1)%100)
def active(c,y):
    a=C[c]; s='%d-04-01'%y1(y); e='%d-03-31'%(y1(y)+1)
    return (not a['active_from'] or a['active_from']<=e) and (not a['active_to'] or a['active_to']>s)
def whole(c,a,b=None):
    """active through all of the years a..b, and no other council taken in after a began"""
    b=b or a; r=C[c]
    if r['active_from'] and r['active_from']>'%d-04-01'%y1(a): return False
    if r['active_to'] and r['active_to']<'%d-04-01'%(y1(b)+1): return False
    for d in PRED.get(c,()):
        t=C[d]['active_to']
        if t and '%d-03-31'%y1(a)<t<='%d-12-31'%(y1(b)+1): return False
    return True
PRED={}
def init():
    load()
    for c,r in C.items():
        for s in r['successor'].split(): PRED.setdefault(s,[]).append(c)
def match(c,scope):
    r=C[c]; return all(r[k]==v for k,v in scope.items())
@functools.lru_cache(None)
def _members(sc): return tuple(c for c in sorted(C) if match(c,dict(sc)))
def members(scope,group=None):
    d=dict(scope or {})
    m=_members(tuple(sorted(d.items())))
    if group: m=[c for c in m if C[c][group['by']]==group['name']]
    return m
@functools.lru_cache(None)
def _kinds(f): return frozenset((C[c]['type'],C[c]['nation']) for y in V[f] for c in V[f][y])
def eligible(f,y,scope,group=None):
    k=_kinds(f); return [c for c in members(scope,group) if active(c,y) and (C[c]['type'],C[c]['nation']) in k]
def val(f,y,c): return V.get(f,{}).get(y,{}).get(c)
def head(f,y,c):
    v=val(f,y,c); h=val(FIELDS[f]['per_head_of'],y,c) if FIELDS[f]['per_head_of'] else None
    return half_away(Fr(v*S,h)) if v is not None and h and h>0 else None
def opval(o,scope=None):
    f,y,m=o['field'],o['year'],o['measure']; t=V.get(f,{}).get(y,{})
    if 'council' in o:
        c=o['council']
        if m=='value': return t.get(c)
        if m=='per_head': return head(f,y,c)
        if m=='share':
            a,b=t.get(c),val(o['of_field'],y,c)
            return half_away(Fr(a*100*S,b)) if a is not None and b else None
        return None
    ms=members(scope,o.get('group'))
    if m=='missing': return S*sum(1 for c in eligible(f,y,scope or {},o.get('group')) if c not in t)
    xs=[t[c] for c in ms if c in t]
    if m=='count':
        if 'above' in o: xs=[x for x in xs if x>parse(o['above'])]
        if 'below' in o: xs=[x for x in xs if x<parse(o['below'])]
        return S*len(xs)
    if m=='per_head':
        h=V[FIELDS[f]['per_head_of']].get(y,{}); b=[c for c in ms if c in t and h.get(c,0)>0]
        return half_away(Fr(sum(t[c] for c in b)*S,sum(h[c] for c in b))) if len(b)>1 else None
    if m=='share':
        g=V[o['of_field']].get(y,{}); b=[c for c in ms if c in t and c in g]; w=sum(g[c] for c in b)
        return half_away(Fr(sum(t[c] for c in b)*100*S,w)) if len(b)>1 and w else None
    if len(xs)<2: return None
    if m=='sum':
        if 'top' in o: xs=sorted(xs,reverse=True)[:int(o['top'])]
        return sum(xs)
    if m=='average': return half_away(Fr(sum(xs),len(xs)))
    xs.sort(); n=len(xs)
    if m=='median': return xs[n//2] if n%2 else half_away(Fr(xs[n//2-1]+xs[n//2],2))
    if m=='mean_difference':
        tot=sum(x*(2*i-n+1) for i,x in enumerate(xs)); return half_away(Fr(tot*2,n*(n-1)))
    return None
def ranks(xs):
    o=sorted(range(len(xs)),key=lambda i:xs[i]); r=[0]*len(xs); i=0
    while i<len(o):
        j=i
        while j+1<len(o) and xs[o[j+1]]==xs[o[i]]: j+=1
        for k in range(i,j+1): r[o[k]]=i+j+2   # twice the mean rank
        i=j+1
    return r
def rho(o0,o1,scope):
    get=(lambda o,c: head(o['field'],o['year'],c)) if o0['measure']=='per_head' else (lambda o,c: val(o['field'],o['year'],c))
    b=[(get(o0,c),get(o1,c)) for c in members(scope)]; b=[p for p in b if None not in p]
    if len(b)<3: return None,len(b)
    x,y=ranks([p[0] for p in b]),ranks([p[1] for p in b]); n=len(b)
    sx,sy=sum(x),sum(y); num=n*sum(p*q for p,q in zip(x,y))-sx*sy
    dx,dy=n*sum(p*p for p in x)-sx*sx,n*sum(q*q for q in y)-sy*sy
    if dx<=0 or dy<=0: return None,n
    v=(Decimal(num)/(Decimal(dx)*Decimal(dy)).sqrt()*S).quantize(Decimal(1),rounding=ROUND_HALF_UP)
    return int(v),n
def ranked(f,y,m,scope):
    get=head if m=='per_head' else val
    return {c:v for c in members(scope) for v in [get(f,y,c)] if v is not None}
def evaluate(cl):
    """-> (ok, result scaled or None, of or None): recomputed; ok when all directions and values hold"""
    ops=cl['operands']; sc=cl.get('scope') or {}; d=cl.get('direction'); k=cl['operation']
    vs=[opval(o,sc) for o in ops]
    if any(v is None for v in vs): return False,None,None
    of=None; r=None; ok=True
    cons=lambda ys: all(y1(b)-y1(a)==1 for a,b in zip(ys,ys[1:]))
    ys=[o['year'] for o in ops]
    if k in('value','count'): r=vs[0]
    elif k=='difference': r=vs[0]-vs[1]
    elif k=='ratio':
        if not vs[1]: return False,None,None
        r=half_away(Fr(vs[0]*S,vs[1]))
    elif k=='percent':
        if vs[1]<=0: return False,None,None
        r=half_away(Fr((vs[0]-vs[1])*100*S,vs[1]))
    elif k=='share':
        if not vs[1]: return False,None,None
        r=half_away(Fr(vs[0]*100*S,vs[1]))
    elif k=='rank':
        o=ops[0]; m=ranked(o['field'],o['year'],o['measure'],sc); c=o['council']
        if c not in m: return False,None,None
        r=S*(1+sum(1 for x,v in m.items() if x!=c and (v>m[c] if d=='highest' else v<m[c]))); of=len(m)
    elif k=='streak':
        n=0
        for a,b in reversed(list(zip(vs,vs[1:]))):
            if (b>a) if d=='rise' else (b<a): n+=1
            else: break
        r=n*S; ok=cons(ys) and n>0
    elif k=='record':
        ok=cons(ys[::-1]) and all((vs[0]>v) if d=='highest' else (vs[0]<v) for v in vs[1:]); r=S*y1(ys[-1])
    elif k=='trend':
        s=sum((vs[j]>vs[i])-(vs[j]<vs[i]) for i in range(len(vs)) for j in range(i+1,len(vs))); r=s*S
        ok=(s>0) if d=='rise' else (s<0)
    elif k=='step':
        best=None
        for i in range(3,len(vs)-2):
            if (min(vs[i:])>max(vs[:i])) if d=='rise' else (max(vs[i:])<min(vs[:i])):
                mv=abs(vs[i]-vs[i-1])
                if best is None or mv>best[0]: best=(mv,i)
        if best is None: return False,None,None
        r=S*y1(ys[best[1]]); ok=cons(ys)
    elif k=='reversal':
        mv=[(b>a)-(b<a) for a,b in zip(vs,vs[1:])]; w=1 if d=='rise' else -1; n=0
        for m in reversed(mv[:-1]):
            if m==-w: n+=1
            else: break
        ok=mv[-1]==w and n>0 and cons(ys); r=n*S
    elif k=='crossing':
        p=[(vs[i],vs[i+1]) for i in range(0,len(vs),2)]; w=1 if d=='rise' else -1
        sg=[(a>b)-(a<b) for a,b in p]; ok=sg[0]==w and all(s==-w for s in sg[1:]); r=S*y1(ys[-1])
    elif k=='correlation':
        r,of=rho(ops[0],ops[1],sc)
        if r is None: return False,None,of
    else: return False,None,None
    if d in('rise','fall') and k in('difference','ratio','percent'): ok=ok and ((vs[0]>vs[1]) if d=='rise' else (vs[0]<vs[1]))
    return ok,r,of
def good(cl):
    """the claim as written is right to the digit"""
    sc=cl.get('scope') or {}
    for o in cl['operands']:
        v=opval(o,sc)
        if v is None or dec(v)!=o['value']: return False
    ok,r,of=evaluate(cl)
    return bool(ok) and r is not None and dec(r)==cl['result'] and (of is None or str(of)==str(cl.get('of')))
def operand(f,y,m='value',council=None,group=None,all=False,scope=None,**kw):
    o={'field':f,'year':y,'measure':m}
    if council: o['council']=council
    if group: o['group']={'by':group[0],'name':group[1]}
    if all: o['all']=True
    o.update({k:str(v) for k,v in kw.items()})
    v=opval(o,scope or {})
    if v is None: return None
    o['value']=dec(v); return o
def claim(op,ops,shown,direction=None,scope=None):
    if any(o is None for o in ops): return None
    c={'operation':op,'operands':ops,'result':'','shown':shown}
    if direction: c['direction']=direction
    if scope is not None or any('council' not in o for o in ops): c['scope']=dict(scope or {})
    ok,r,of=evaluate(c)
    if not ok or r is None: return None
    c['result']=dec(r)
    if of is not None: c['of']=str(of)
    return c
# ---- printing
def group3(n): return '{:,}'.format(n)
def sig3(fr):
    """three significant figures, half away, trailing zeros dropped, fr>=1"""
    d=2 if fr<10 else 1 if fr<100 else 0
    n=half_away(fr*10**d)
    if d and n>=10**(d+1) and len(str(n))>3: d-=1; n=half_away(fr*10**d)
    s=str(n)
    if d: s=(s[:-d]+'.'+s[-d:]).rstrip('0').rstrip('.')
    return s
def money(v,pence=False,words=('million','billion')):
    """printed amount of |v| (scaled) -> (text, exact value printed as Fraction of pounds)"""
    x=Fr(abs(v),S)
    if pence:
        n=half_away(x*100); return '£%s.%02d'%(group3(n//100),n%100),Fr(n,100)
    if x>=999500000:
        s=sig3(x/10**9 if x>=10**9 else Fr(1)); return '£%s %s'%(s,words[1]),Fr(Decimal(s))*10**9
    if x>=Fr(999500):
        s=sig3(x/10**6 if x>=10**6 else Fr(1)); 
        if s=='1000': return '£1 '+words[1],Fr(10**9)
        return '£%s %s'%(s,words[0]),Fr(Decimal(s))*10**6
    if x>=100000:
        n=half_away(x/1000)*1000; return '£'+group3(n),Fr(n)
    n=half_away(x); return '£'+group3(n),Fr(n)
init()
