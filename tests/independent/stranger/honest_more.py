#!/usr/bin/env python3
"""More honest factoids in human words -> JSON; same interface as honest.py (--seed --count --out --shape --show).
Templates stand in honest_values.py, honest_comparisons.py, honest_changes.py, honest_groups.py, honest_runs.py: one a line, 'condition~style: sentence'.
Styles: ~m £1.2bn, £3.4m; ~f pounds in full; ~% 12.3%; ~pc 12.3 per cent."""
import sys,os,json,random,re,argparse
sys.path.insert(0,os.path.dirname(os.path.abspath(__file__)))
from fractions import Fraction as Fr
from figs import *
import honest as H
from honest import *
for t in USE: USE[t][:]=[c for c in USE[t] if name(c) not in('Isle of Wight','Vale of White Horse','Forest of Dean','Orkney Islands','Shetland Islands','Western Isles','Scottish Borders','Vale of Glamorgan','Buckinghamshire County') and 'City of' not in name(c)]
H.SKIPN.update(['Isle of Wight','Vale of White Horse','Forest of Dean','Orkney Islands','Shetland Islands','Western Isles','Scottish Borders','The Vale of Glamorgan','Buckinghamshire County','Dorset County','Dorset Council','City of Bristol','City of Edinburgh','Highland','City of Dundee','Eilean Siar'])
for t in USE: USE[t][:]=[c for c in USE[t] if usable(c)]
MORE=[]
def K(kind,text):
    n=sum(1 for m in MORE if m[1]==kind)
    for l in text.strip().split('\n'):
        l=l.strip()
        if not l: continue
        cond,tpl=l.split(': ',1); cond,*st=cond.split('~'); cond='|'.join('bal&np' if c=='bal' else c for c in cond.split('|')); n+=1
        m=re.search(r' !(\w+)$',tpl)
        if m: st.append('!'+m.group(1)); tpl=tpl[:m.start()]
        MORE.append(('%s+%02d'%(kind,n),kind,cond,tpl,tuple(st)))
G2={}
def g2(f): G2[f.__name__[2:]]=f; return f
# ----- more fields, each with a tag of its own only
def xf(tag,slug,types,lo,hi,bal=False):
    fld(slug,'x_'+tag+(' bal' if bal else ' flow'),'','','','','','',types,lo,hi,[(lo,hi)])
xf('asc','adult_social_care_precept',[CO,LB,MD,UA],2017,2023)
xf('cts','council_tax_support_foregone',[LB,MD,UA],2014,2021)
xf('stl','borrowing_local_authorities_short_term',[ND,UA],2012,2019,True)
xf('bank','borrowing_banks_long_term',ALL,2012,2019,True)
xf('lent','investments_loans_to_local_authorities',[ND,UA],2012,2019,True)
xf('base','council_tax_base',[ND,LB,MD,UA],2014,2023)
xf('coll','estimated_collection_rate',[ND,LB,MD,UA],2023,2023)
xf('hra','hra_expenditure',[LB,MD,ND,UA],2012,2021)
xf('cap','capital_spend_charged_to_revenue',[CO,ND,LB,MD,UA],2013,2021)
xf('inc','interest_income',[CO,LB,MD,UA,ND],2013,2021)
xf('par','parish_precepts',[ND,UA],2013,2021)
fld('revenue_support_grant','x_rsg flow','','','','','','',ENG,2013,2018,[(2013,2018)])
xf('hrares','hra_reserves_close',[LB,MD,ND,UA],2012,2021,True)
def xamt(f,v):
    if f=='council_tax_base': n=half_away(Fr(abs(v),S)); return group3(n),Fr(n)
    return H_amt(f,v)
H_amt=H.amt; H.amt=xamt; amt=xamt
H_floor=H.floor; H.floor=lambda f:1 if f=='council_tax_base' else H_floor(f)
floor=H.floor
# ----- slots of time
def times(f,n):
    d=dict(w=when(f,n),n1=bare(f,n))
    if f=='population':
        for k in 'abcde': d['w'+k]='in mid-%d'%n; d['e'+k]='mid-%d'%n
    elif 'bal' in FD[f]['tags']:
        m='March %d'%(n+1)
        d.update(wa='at 31 '+m,wb='at the end of '+m,wc='on 31 '+m,wd='at the end of '+yl(n),we='as at 31 '+m,ea='31 '+m,eb='the end of '+m,ec='31 '+m,ed='the end of '+yl(n),ee='31 '+m)
    else:
        l='%d to %d'%(n,n+1); m='March %d'%(n+1)
        d.update(wa='in '+l,wb='in the year to '+m,wc='in the financial year '+yl(n),wd='in %d-%02d'%(n,(n+1)%100),we='in the 12 months to '+m,ea=l,eb='the year to '+m,ec='the financial year '+yl(n),ed='%d-%02d'%(n,(n+1)%100),ee='the 12 months to '+m)
    for k in list(d):
        if k[0]=='w': d[cap(k)]=cap(d[k])
    return d
YEARS=re.compile(r'\b(31 March \d{4}|March \d{4}|mid-\d{4}|\d{4}/\d\d|\d{4} to \d{4}|\d{4}-\d\d|12 months)(?!\d)')
def extra(s,info,tpl=''):
    f,n=info['f'],info['n']; t=times(f,n)
    for k,v in t.items(): s.setdefault(k,v)
    if 'n0' in info:
        for k,v in times(f,info['n0']).items(): s.setdefault(k+'0' if k!='n1' else 'n0',v)
    g=s.get('gap')
    if 'more' in s:
        up=s['more']=='more'
        for k,(a,b) in dict(greater=('greater','smaller'),larger=('larger','smaller'),bigger=('bigger','smaller'),exceeded=('exceeded','fell short of'),ahead=('ahead of','behind'),over=('over','under'),an_inc=('an increase','a decrease'),An_Inc=('An increase','A decrease'),inc=('increase','decrease'),drop=('rise','drop'),raised=('raised','cut'),cut_=('increased','reduced'),moved=('moved up','moved down'),
          came=('went up','came down'),extra=('extra','less'),gained=('gained','lost'),added=('added','lost'),mounted=('built up','ran down'),grow=('grow','shrink'),growth=('growth','fall'),fewer=('more','fewer'),more_than=('more than','less than'),rise_=('rise','fall'),wentf=('gone up','gone down'),jump=('up','down'),bigger1=('a bigger','a smaller'),higher1=('a higher','a lower'),raising=('raising','cutting'),moved_=('rose','fell'),grown=('grown','shrunk'),added_=('added','took off'),larger_sum=('a larger sum','a smaller sum')).items(): s.setdefault(k,a if up else b)
    fd=FD[f]
    s.setdefault('n0p',nextbare(s['n0']) if 'n0' in s else ''); s.setdefault('hit','hit'); s.setdefault('deeper','deeper' if s.get('more')=='more' else 'less deep'); s.setdefault('ones','the one' if not fd['plural'] else 'those')
    s.setdefault('By','By'); tg=fd['tags']; s.setdefault('np1',cap(s.get('np','')) if s.get('np') else ''); s.setdefault('was_','was')
    if 'more' in s:
        up=s['more'] in('more',); s.setdefault('lessmore','less' if up else 'more'); s.setdefault('more_','more' if up else 'fewer'); s.setdefault('More_','More' if up else 'Fewer'); s.setdefault('more_than_','more than' if up else 'less than')
        if '{D2}' in tpl: need(up); s['D2']=s['D']
    if 'morea' in s: s.setdefault('abovea','above' if s['morea']=='more' else 'below')
    if 'hi' in s: s.setdefault('hier','higher' if s['hi']=='highest' else 'lower')
    if 'held' in tg: s.setdefault('had','had')
    if 'bor' in tg: s.setdefault('res_','')
    return s
def style(s,ks,st,info):
    def tr(x,c=None):
        if not isinstance(x,str): return x
        if 'm' in st: x=re.sub(r'(£[\d.,]+) million',r'\1m',x); x=re.sub(r'(£[\d.,]+) billion',r'\1bn',x)
        if '%' in st: x=x.replace(' percent','%') if 'percentage' not in x else x
        if 'pc' in st: x=x.replace(' percent',' per cent') if 'percentage' not in x else x
        return x
    if 'f' in st:
        for k,c in ks.items():
            if c and c['operation'] in('value','difference') and c['shown'].startswith('£') and k in s:
                v=abs(parse(c['result'])); need(v%S==0); x='£'+group3(v//S); 
                c['shown']=x; s[k]=x
    for k in list(s):
        if k!='__tpl': s[k]=tr(s[k])
    for c in ks.values():
        if c: c['shown']=tr(c['shown'])
def shown(x):
    m=re.match(r'£([\d.,]+)( million| billion)?$',x); v=Fr(Decimal(m.group(1).replace(',',''))); return v*{None:1,' million':10**6,' billion':10**9}[m.group(2)]
def nextbare(x):
    m=re.match(r'(March |mid-)?(\d{4})',x); return x if m.group(1) else yl(int(m.group(2))+1)  # a balance is followed from date to date, a flow from the first year that rose
NUMW=r'\b(first|second|third|fourth|fifth)\b'
def check2(text,claims):
    if len(text.split())>30: return 'long'
    if re.search(r'  | ,| \.|\{|\}|\[|\]|,,|,\.',text): return 'marks'
    for c in claims:
        if not c['shown'] or c['shown'] not in text: return 'shown'
        if not good(c): return 'good'
    rest=text
    for c in sorted(claims,key=lambda c:-len(c['shown'])): rest=rest.replace(c['shown'],' ',1)
    rest=YEARS.sub(' ',rest); rest=re.sub(r"(more than|less than|fewer than|above|below|over|under|past|topped|exceeded|least|exceeding|beyond|short of|mark of|reach|reached|the|or more than|at) £?[\d.,]+( million| billion|m\b|bn\b)?( residents| people)?",' ',rest,flags=re.I)
    for m in re.findall(r'£?\d[\d,.]*',rest):
        if not any(str(c.get('of'))==m.rstrip('.,') or str(c['result'])==m.rstrip('.,') for c in claims): return 'number '+m
    return None
WHY={}
def make2(rng,sh):
    sid,kind,cond,tpl,st=sh; H.tplx[0]=tpl
    s,ks,info=(G2.get(kind) or GEN[kind])(rng,cond,tpl); t=s.get('__tpl',tpl); s['rof']=s.get('r','')+(' of' if s.get('r','').startswith('a ') else '')
    if 't' in info and info['f'] in FD and '{N}' in t and kind not in('partial',): need(int(str(s['N']))==len(eligible(info['f'],yl(info['n']),{'type':info['t']})))
    if 'ctr' in FD[info['f']]['tags'] and re.search(r'\{np1?\}',t): need(re.search(r'(\{[CDE]s\}|highest|lowest|largest|smallest)\]* \{np\}',t))
    if info['f']=='borrowing_pwlb': need(not(t.count('{v}')>1 and t.count('{t}')<t.count('{v}')) or kind in('conc','topsum') or 'as much' in t or 'respectively' in t or 'which {v}' in t)
    if all('{%s}'%q in t for q in 'abx') and all(isinstance(s.get(q),str) and s[q].startswith('£') for q in 'abx'): need(abs(shown(s['a'])-shown(s['b']))==shown(s['x']))
    if '!up' in st: need(s.get('more')=='more')
    if '!down' in st: need(s.get('more')=='less')
    if '!sing' in st: need(not FD[info['f']]['plural'])
    if '!num' in st: pass
    if '!above' in st: need(s.get('ab')=='above')
    if 'mt' in s: s['exceed']='exceeded'; s['mt_']=s['mt'] if s['mt']=='more than' else 'fewer than'
    if 'Nat' in s: s['Nat_']='In '+s['Nat']; s['Nat_s']=poss(s['Nat'])
    if 'y' in s: s['W_']='In '+s['y']
    if kind=='bdgrp': s['abovem']='above' if s['more']=='more' else 'below'
    if kind=='popgrp': s['fewer_']='more' if s['more']=='more' else 'fewer'
    if kind=='trend': s['w0_']=when(info['f'],info['n0']); s['ar']='an' if s['upward']=='upward' else 'a'
    if kind=='rsg': s['T']=s['Tc'] if s['Tc'].split()[0] in('English','London') else s['Tc'][0].lower()+s['Tc'][1:]
    if kind=='reversal': s['oppen']='fallen' if s['opps']=='falls' else 'risen'; s['oppast']='fell' if s['opps']=='falls' else 'rose'; s['it']='they' if FD[info['f']]['plural'] else 'it'
    if '!flow' in st: need('bal' not in FD[info['f']]['tags'])
    extra(s,info,t); style(s,ks,st,info)
    if re.search(r'\{R\}',t) and 'R' not in ks and 'r' in ks: s['R']=cap(s['r']); ks['r']['shown']=s['R']; ks['R']=ks.pop('r')
    for k in ks:
        if k[0]=='#' and ks[k]:
            sh=ks[k]['shown']
            if re.match(r'\[',tpl) and k=='#'+(re.match(r'#(.)',k).group(1)) and tpl.startswith('[') and not tpl.startswith('[['):
                b=bracket(tpl)[1]
                if b and H.fillin_p(b,s).lower()==sh.lower(): ks[k]['shown']=cap(sh)
    for k in('p','q','r'):
        if re.match(r'(\[)?\{%s\}'%k,t) and k in ks and ks[k]: need(s[k][0].isalpha()); s[k]=cap(s[k]); ks[k]['shown']=s[k]
    text=tidy_text(re.sub(r'[\[\]]','',t).format(**s)); claims=[]
    for k in sorted(ks,key=lambda k:(ORDER.index(k) if k in ORDER else 50)):
        if k[0]=='#' or re.search(r'\{%s(of)?\}'%re.escape(k),t):
            if ks[k] is None: raise Skip
            if ks[k] not in claims: claims.append(ks[k])
    need(not any(c['operation']=='percent' and abs(parse(c['result']))>=200*S for c in claims))
    need(not(kind=='corr' and parse(claims[0]['result'])<S//2))
    need(claims); w=check2(text,claims)
    if w: WHY.setdefault(sid,{}).setdefault(w,text); raise Skip
    return dict(text=text,language='en',claims=claims,shape=sid,kind=kind)
# ---------- new kinds
_fp=H.fillin_p
def _fill(t,s):
    up=s.get('more')=='more'
    d=dict(s); d.setdefault('hit','hit'); d.setdefault('deeper','deeper' if up else 'less deep'); d.setdefault('grow','grow' if up else 'shrink'); d['ar']='an' if s.get('upward')=='upward' else 'a'
    if 'more' in s: d.setdefault('more_','more' if up else 'fewer')
    d['n0p']=nextbare(s['n0']) if 'n0' in s else ''; 
    return re.sub(r'\s+',' ',t.format(**d)).strip()
H.fillin_p=_fill; fillin_p=_fill
def spairs(rng,cond):
    fs=[f for f in FD if cond in FD[f]['tags'] and f!=TSE]; return rng.sample(fs,2)
@g2
def g_fratio(rng,cond,tpl):
    f,g=spairs(rng,cond); n=rng.choice([x for x in years(f) if x in years(g)] or need(None)); t=rng.choice([x for x in FD[f]['types'] if x in FD[g]['types']] or need(None)); need(mostly(f,n,t) and mostly(g,n,t)); need({f,g}!={'total_borrowing','borrowing_pwlb'})
    for c in pick(rng,f,n,t,4,lambda c:okval(g,n,c)):
        a,b=val(f,yl(n),c),val(g,yl(n),c); w=ratio_words(Fr(a,b))
        if re.search(r'\{[rR](of)?\}',tpl) and not(w and w[0].isalpha() and Fr(a,b)>=Fr(12,10)): continue
        if a<=b or (a-b)*20<b: continue
        break
    else: raise Skip
    s=base_slots(f,n,rng,t); put(s,'C',c); d=FD[g]; s.update(v2=d['v'],t2=d['t'],np2=d['np'],Np2=cap(d['np']),what2=d.get('what','')); ka,s['a'],va=vclaim(f,n,c); kb,s['b'],vb=vclaim(g,n,c); need(s['a']!=s['b']); s.update(updown(True))
    oa,ob=operand(f,yl(n),council=c),operand(g,yl(n),council=c); k={'a':ka,'b':kb}
    s['r']=w or ''; k['r']=claim('ratio',[oa,ob],w or ''); s['x']=money(va-vb)[0]; k['x']=claim('difference',[oa,ob],s['x']); return s,k,dict(f=f,n=n,c=c,g=g)
@g2
def g_gfratio(rng,cond,tpl):
    f,g=spairs(rng,cond); n=rng.choice([x for x in years(f) if x in years(g)] or need(None)); t=rng.choice([x for x in FD[f]['types'] if x in FD[g]['types']] or need(None)); need({f,g}!={'total_borrowing','borrowing_pwlb'}); totok(f,n,t); totok(g,n,t); need(codes(f,n,t)==codes(g,n,t))
    oa,ob=sumop(f,n,t),sumop(g,n,t); va,vb=parse(oa['value']),parse(ob['value']); need(va*20>vb*21); s=base_slots(f,n,rng,t); d=FD[g]; s.update(v2=d['v'],t2=d['t'],np2=d['np'],Np2=cap(d['np']),what2=d.get('what','')); w=ratio_words(Fr(va,vb)); s['r']=w or ''
    s['a'],s['b'],s['x']=money(va)[0],money(vb)[0],money(va-vb)[0]; s.update(updown(True)); return s,{'a':claim('value',[oa],s['a']),'b':claim('value',[ob],s['b']),'r':claim('ratio',[oa,ob],s['r']),'x':claim('difference',[oa,ob],s['x'])},dict(f=f,n=n,t=t)
def headall(f,n,c): v=head(f,yl(n),c); return v is not None and v>=2*S
@g2
def g_phchg(rng,cond,tpl):
    f=pick_f(rng,cond); n0,n=window(rng,f,rng.choice([1,1,2,3,4,5])); need(n<=2022 and n0>=2010); t=rng.choice([x for x in FD[f]['types'] if x!=CO] or need(None)); need(mostly(f,n,t)); need(not('a year earlier' in tpl or 'the year before' in tpl or 'in a year' in tpl or 'previous year' in tpl) or n-n0==1)
    c,=pick(rng,f,n,t,1,lambda c:okval(f,n0,c) and whole(c,yl(n0),yl(n)) and steady(f,c,n0,n) and headall(f,n,c) and headall(f,n0,c)); s=base_slots(f,n,rng,t); put(s,'C',c)
    oa,ob=operand(f,yl(n),'per_head',council=c),operand(f,yl(n0),'per_head',council=c); va,vb=parse(oa['value']),parse(ob['value']); s['a'],s['b']=money(va)[0],money(vb)[0]; need(s['a']!=s['b'] and abs(va-vb)>=2*S); s.update(updown(va>vb)); d='rise' if va>vb else 'fall'
    s['x']=money(va-vb)[0]; pa,pb=money(va)[1],money(vb)[1]; need(abs(pa-pb)==money(va-vb)[1] or not('{a}' in tpl and '{b}' in tpl)); r=half_away(Fr((va-vb)*100*S,vb)); need(abs(r)>=S); s['p']=pct(r)[0]; need(s['p']!='100 percent')
    s['w0']=when(f,n0); s['n0']=bare(f,n0); s['y0']=yl(n0); s['k']=num(n-n0); s['bi']=', before inflation' if n-n0>2 else ''; need('Before inflation' not in tpl or n-n0>2)
    return s,{'a':claim('value',[oa],s['a']),'b':claim('value',[ob],s['b']),'x':claim('difference',[oa,ob],s['x'],direction=d),'p':claim('percent',[oa,ob],s['p'],direction=d)},dict(f=f,n=n,n0=n0,c=c)
@g2
def g_grpph(rng,cond,tpl):
    f,n,t=fyt(rng,cond); need(t!=CO); totok(f,n,t); need(complete_ph(f,n,{'type':t})); o=operand(f,yl(n),'per_head',group=('type',t)); v=parse(o['value']); need(v>=3*S); s=base_slots(f,n,rng,t); s['a']=money(v)[0]; so=sumop(f,n,t); s['tot']=money(parse(so['value']))[0]
    return s,{'a':claim('value',[o],s['a']),'tot':claim('value',[so],s['tot'])},dict(f=f,n=n,t=t)
@g2
def g_phgrp(rng,cond,tpl):
    f,n,t=fyt(rng,cond); need(t!=CO); totok(f,n,t); need(complete_ph(f,n,{'type':t})); og=operand(f,yl(n),'per_head',group=('type',t)); vg=parse(og['value']); need(vg>=3*S)
    c,=pick(rng,f,n,t,1,lambda c:headall(f,n,c) and abs(head(f,yl(n),c)-vg)*20>vg and abs(head(f,yl(n),c)-vg)>=2*S and ('{r' not in tpl or ratio_words(Fr(head(f,yl(n),c),vg)))); oc=operand(f,yl(n),'per_head',council=c); v=parse(oc['value']); s=base_slots(f,n,rng,t); put(s,'C',c); s['a'],s['b']=money(v)[0],money(vg)[0]; s.update(updown(v>vg)); need(s['a']!=s['b'])
    s['x']=money(v-vg)[0]; need(not('{a}' in tpl and '{b}' in tpl and '{x}' in tpl) or abs(money(v)[1]-money(vg)[1])==money(v-vg)[1]); w=ratio_words(Fr(v,vg)); s['r']=w or ''
    return s,{'a':claim('value',[oc],s['a']),'b':claim('value',[og],s['b']),'x':claim('difference',[oc,og],s['x']),'r':claim('ratio',[oc,og],s['r'])},dict(f=f,n=n,c=c,t=t)
NAT={'England':('English','England'),'Scotland':('Scottish','Scotland'),'Wales':('Welsh','Wales')}
def natok(f,n,N):
    sc={'nation':N}; need(complete(f,n,sc)); xs=[V[f][yl(n)][c] for c in members(sc) if c in V[f][yl(n)]]; need(xs and min(xs)>=-abs(sum(xs))//200 and sum(xs)>0)
def nats(f): return list(NAT) if FD[f]['types'] is ALL else ['England']
def natop(f,n,N,m='sum',**k): return operand(f,yl(n),m,group=('nation',N),**k)
def natslots(f,n,rng,N): s=base_slots(f,n,rng); s['adj'],s['Nat']=NAT[N]; s['T']=rng.choice(['%s councils'%NAT[N][0],'councils in %s'%N]); s['Tc']=cap(s['T']); return s
@g2
def g_nat(rng,cond,tpl):
    f=pick_f(rng,cond); n=rng.choice(years(f)); N=rng.choice(nats(f)); natok(f,n,N); s=natslots(f,n,rng,N); o=natop(f,n,N); s['a']=money(parse(o['value']))[0]; k={'a':claim('value',[o],s['a'])}
    if '{ph}' in tpl: need(f not in() and 2010<=n<=2022 and N!='England'); need(complete_ph(f,n,{'nation':N})); p=natop(f,n,N,'per_head'); v=parse(p['value']); need(v>3*S); s['ph']=money(v)[0]; k['ph']=claim('value',[p],s['ph'])
    return s,k,dict(f=f,n=n)
@g2
def g_natchg(rng,cond,tpl):
    f=pick_f(rng,cond); g=rng.choice([1,1,2,3,4,5,6]); n0,n=window(rng,f,g); N=rng.choice(nats(f)); natok(f,n,N); natok(f,n0,N); need(not('a year earlier' in tpl or 'the year before' in tpl or 'in a year' in tpl or 'previous year' in tpl) or g==1)
    s=natslots(f,n,rng,N); a,b=natop(f,n,N),natop(f,n0,N); va,vb=parse(a['value']),parse(b['value']); s['a'],s['b']=money(va)[0],money(vb)[0]; need(s['a']!=s['b'] and abs(va-vb)*50>vb); s.update(updown(va>vb)); d='rise' if va>vb else 'fall'
    s['w0']=when(f,n0); s['n0']=bare(f,n0); s['y0']=yl(n0); s['k']=num(g); s['bi']=', before inflation' if g>2 else ''; s['x']=money(va-vb)[0]; r=half_away(Fr((va-vb)*100*S,vb)); s['p']=pct(r)[0]; need(s['p']!='100 percent'); w=ratio_words(Fr(va,vb)); s['r']=w or ''; need('Before inflation' not in tpl or g>2)
    return s,{'a':claim('value',[a],s['a']),'b':claim('value',[b],s['b']),'x':claim('difference',[a,b],s['x'],direction=d),'p':claim('percent',[a,b],s['p'],direction=d),'r':claim('ratio',[a,b],s['r'],direction=d)},dict(f=f,n=n,n0=n0)
@g2
def g_uk(rng,cond,tpl):
    f=rng.choice(['total_borrowing','borrowing_pwlb','total_investments','investments_bank_deposits']) if cond=='any' else cond; n=rng.choice([x for x in years(f) if x>=2012]); need(complete(f,n,{})); s=base_slots(f,n,rng); o=operand(f,yl(n),'sum',all=True); s['a']=money(parse(o['value']))[0]; k={'a':claim('value',[o],s['a'],scope={})}
    for N in NAT: q=natop(f,n,N); s[N]=money(parse(q['value']))[0]; k[N]=claim('value',[q],s[N]); z=claim('share',[q,o],''); s['sh'+N]=share_words(parse(z['result']),rng) or ''; z['shown']=s['sh'+N]; k['sh'+N]=z
    return s,k,dict(f=f,n=n)
@g2
def g_natcmp(rng,cond,tpl):
    f=rng.choice(['total_borrowing','borrowing_pwlb','total_investments','investments_bank_deposits']); n=rng.choice([x for x in years(f) if 2012<=x<=2019]); A,B=rng.sample(['Scotland','Wales'],2)
    for N in(A,B): natok(f,n,N); need(complete_ph(f,n,{'nation':N}))
    oa,ob=natop(f,n,A,'per_head'),natop(f,n,B,'per_head'); va,vb=parse(oa['value']),parse(ob['value']); s=base_slots(f,n,rng); s.update(updown(va>vb)); s['A'],s['B']=A,B; s['Aa'],s['Ba']=NAT[A][0],NAT[B][0]; s['a'],s['b']=money(va)[0],money(vb)[0]; need(s['a']!=s['b']); s['x']=money(va-vb)[0]; need('{x}' not in tpl or '{b}' not in tpl or abs(money(va)[1]-money(vb)[1])==money(va-vb)[1]); w=ratio_words(Fr(va,vb)); s['r']=w or ''
    return s,{'a':claim('value',[oa],s['a']),'b':claim('value',[ob],s['b']),'x':claim('difference',[oa,ob],s['x']),'r':claim('ratio',[oa,ob],s['r'])},dict(f=f,n=n)
def lims(f):
    if f.startswith('band_d'): return [50*S*k for k in range(10,50)]
    if f=='population': return [50000*S*k for k in(1,2,3,4,5,6,8,10)]
    return LIM
def ltext(f,L): return group3(L//S) if f=='population' else money(L)[0]
def cntpick(rng,f,n,t,tpl,lo=2):
    need(complete(f,n,{'type':t})); xs=[V[f][yl(n)][c] for c in members({'type':t}) if c in V[f][yl(n)]]; ab=rng.choice(['above','above','below'])
    if 'more than' in tpl or 'over {L}' in tpl or 'above' in tpl or 'topped' in tpl or 'exceed' in tpl or 'past' in tpl: ab='above'
    if 'under {L}' in tpl or 'less than' in tpl or 'fewer than' in tpl or 'below' in tpl or 'short of' in tpl: ab='below'
    Ls=[L for L in lims(f) if lo<=sum(1 for x in xs if (x>L if ab=='above' else x<L))<=len(xs)*2//3 and not any(x==L for x in xs)]; return ab,rng.choice(Ls or need(None)),xs
@g2
def g_count2(rng,cond,tpl):
    f,n,t=fyt(rng,cond); ab,L,xs=cntpick(rng,f,n,t,tpl); s=base_slots(f,n,rng,t); o=cnt(f,n,t,ab,L); k=int(o['value']); s.update(L=ltext(f,L),ab=ab,mt='more than' if ab=='above' else 'less than',ov='over' if ab=='above' else 'under',n=num(k),N=str(len(xs)),Nn=cap(num(k)),fewmt='more than' if ab=='above' else 'fewer than'); s['Mt']=cap(s['mt'])
    need('{Nn}' not in tpl or k<=12); key='Nn' if '{Nn}' in tpl else 'n'; no=operand(f,yl(n),'count',group=('type',t)); z=claim('share',[o,no],''); sh=share_words(parse(z['result']),rng) or ''; s['p']=sh; z['shown']=sh; rest=cnt(f,n,t,'below' if ab=='above' else 'above',L); s['m']=num(int(rest['value']))
    return s,{key:claim('count',[o],s[key]),'N':claim('count',[no],s['N']),'p':z,'m':claim('count',[rest],s['m'])},dict(f=f,n=n,t=t)
@g2
def g_cntchg(rng,cond,tpl):
    f=pick_f(rng,cond); n0,n=window(rng,f,rng.choice([1,2,3,4,5])); t=rng.choice(FD[f]['types']); need(mostly(f,n,t)); ab,L,xs=cntpick(rng,f,n,t,tpl); need(complete(f,n0,{'type':t}) and codes(f,n0,t)==codes(f,n,t)); a,b=cnt(f,n,t,ab,L),cnt(f,n0,t,ab,L); ka,kb=int(a['value']),int(b['value']); need(kb>=1 and ka!=kb)
    s=base_slots(f,n,rng,t); s.update(updown(ka>kb)); s.update(L=ltext(f,L),ab=ab,mt='more than' if ab=='above' else 'less than',ov='over' if ab=='above' else 'under',n=num(ka),m=num(kb),Nn=cap(num(ka)),N=str(len(xs)),w0=when(f,n0),n0=bare(f,n0),W0=cap(when(f,n0))); need('{Nn}' not in tpl or ka<=12); key='Nn' if '{Nn}' in tpl else 'n'
    s['x']=num(abs(ka-kb)); need('{bi}' in tpl or 'inflation' in tpl or n-n0<=2 or f=='population'); s['bi']=', before inflation' if n-n0>2 else ''; d='rise' if ka>kb else 'fall'
    return s,{key:claim('count',[a],s[key]),'m':claim('count',[b],s['m']),'x':claim('difference',[a,b],s['x'],direction=d)},dict(f=f,n=n,n0=n0,t=t)
@g2
def g_only2(rng,cond,tpl):
    f,n,t=fyt(rng,cond); need(complete(f,n,{'type':t})); r=ranked(f,yl(n),'value',{'type':t}); o=sorted(r,key=lambda c:-r[c]); c=o[0]; need(usable(c) and okval(f,n,c)); Ls=[L for L in lims(f)+[10**6*S*k for k in(30,40,60,80,150,250,300,400)] if r[o[1]]<L<r[c]]; L=rng.choice(Ls or need(None))
    s=base_slots(f,n,rng,t); put(s,'C',c); ka,s['a'],_=vclaim(f,n,c); s['L']=ltext(f,L); plain,ph,_=bracket(tpl); s['__tpl']=plain; return s,{'a':ka,'#n':claim('count',[cnt(f,n,t,'above',L)],ph)},dict(f=f,n=n,t=t,c=c)
@g2
def g_rankreg(rng,cond,tpl):
    f=pick_f(rng,cond); need(ND in FD[f]['types']); n=rng.choice(years(f)); need(mostly(f,n,ND)); A=rng.choice(REG); sc={'type':ND,'region':A}; m='per_head' if 'head' in tpl or 'resident' in tpl else 'value'
    if f=='population': m='value'
    need((complete if m=='value' else complete_ph)(f,n,sc)); r=ranked(f,yl(n),m,sc); need(len(r)>=10 and ('{N}' not in tpl or len(r)==len(eligible(f,yl(n),sc)))); hi=not('least' in tpl or 'lowest' in tpl or 'less' in tpl or 'smallest' in tpl); o=sorted(r,key=lambda c:(-r[c] if hi else r[c])); place=rng.choice([2,3,4,5]) if '{nth}' in tpl else 1; c=o[place-1]; need(usable(c) and okval(f,n,c) and (place==1 or r[o[place-2]]!=r[c]) and r[o[place]]!=r[c])
    s=base_slots(f,n,rng,ND); put(s,'C',c); s['A']=A; s['nth']=ORD[place]; s['N']=str(len(r)); o_=operand(f,yl(n),m,council=c); v=parse(o_['value']); s['a']=(money(v)[0] if m=='per_head' else amt(f,v)[0]); need(m=='value' or v>=2*S); plain,ph,_=bracket(tpl); s['__tpl']=plain; sh=fillin_p(ph,s); sh=cap(sh) if plain.startswith(ph) else sh
    return s,{'a':claim('value',[o_],s['a']),'#r':need(claim('rank',[operand(f,yl(n),m,council=c)],sh,direction='highest' if hi else 'lowest',scope=sc))},dict(f=f,n=n,c=c)
@g2
def g_rankchg(rng,cond,tpl):
    f=pick_f(rng,cond); n0,n=window(rng,f,rng.choice([1,2,3,4,5])); t=rng.choice(FD[f]['types']); need(mostly(f,n,t)); sc={'type':t}; need(complete(f,n,sc) and complete(f,n0,sc)); r,q=ranked(f,yl(n),'value',sc),ranked(f,yl(n0),'value',sc); need(len(r)>=15 and len(q)>=15)
    pl=lambda m,c:1+sum(1 for x in m if m[x]>m[c]); tie=lambda m,c:sum(1 for x in m if m[x]==m[c])>1
    for c in rng.sample(USE[t],len(USE[t])):
        if c in r and c in q and not tie(r,c) and not tie(q,c) and pl(r,c)<=10 and pl(q,c)<=10 and pl(r,c)!=pl(q,c) and okval(f,n,c) and okval(f,n0,c) and whole(c,yl(n0),yl(n)): break
    else: raise Skip
    s=base_slots(f,n,rng,t); put(s,'C',c); a,b=pl(r,c),pl(q,c); s.update(nth=ORD[a],mth=ORD[b],w0=when(f,n0),n0=bare(f,n0),W0=cap(when(f,n0))); s.update(updown(a<b)); s['N']=str(len(r)); need('{N}' not in tpl or len(r)==len(q)); plain,ph,ph2=bracket(tpl); s['__tpl']=plain
    return s,{'#a':need(claim('rank',[operand(f,yl(n),council=c)],fillin_p(ph,s),direction='highest',scope=sc)),'#b':need(claim('rank',[operand(f,yl(n0),council=c)],fillin_p(ph2,s),direction='highest',scope=sc))},dict(f=f,n=n,n0=n0,c=c)
def ends(rng,f,n,t,m='value'):
    sc={'type':t}; need((complete if m=='value' else complete_ph)(f,n,sc)); r=ranked(f,yl(n),m,sc); need(len(r)>=10); o=sorted(r,key=lambda c:-r[c]); return o,r,sc
@g2
def g_range(rng,cond,tpl):
    f,n,t=fyt(rng,cond); m='per_head' if 'head' in tpl or 'resident' in tpl else 'value'; need(m=='value' or t!=CO); o,r,sc=ends(rng,f,n,t,m); c,d=o[0],o[-1]; need(usable(c) and usable(d) and okval(f,n,c) and okval(f,n,d) and r[o[1]]!=r[c] and r[o[-2]]!=r[d]); need(m=='value' or r[d]>=2*S)
    s=base_slots(f,n,rng,t); put(s,'C',c); put(s,'D',d); k={}; plain,ph,ph2=bracket(tpl); s['__tpl']=plain
    for key,x in(('a',c),('b',d)): q=operand(f,yl(n),m,council=x); v=parse(q['value']); s[key]=money(v)[0] if m=='per_head' else amt(f,v)[0]; k[key]=claim('value',[q],s[key])
    need(s['a']!=s['b']); w=ratio_words(Fr(r[c],r[d])); s['r']=w or ''; k['r']=claim('ratio',[operand(f,yl(n),m,council=c),operand(f,yl(n),m,council=d)],s['r']); s['x']=amt(f,r[c]-r[d])[0] if m=='value' else money(r[c]-r[d])[0]; k['x']=claim('difference',[operand(f,yl(n),m,council=c),operand(f,yl(n),m,council=d)],s['x']); s['N']=str(len(r))
    f1=fillin_p(ph,s); f2=fillin_p(ph2,s); f1=cap(f1) if plain.startswith(ph) else f1; f2=cap(f2) if plain.startswith(ph2) else f2
    k['#r']=need(claim('rank',[operand(f,yl(n),m,council=c)],f1,direction='highest',scope=sc)); k['#s']=need(claim('rank',[operand(f,yl(n),m,council=d)],f2,direction='lowest',scope=sc)); return s,k,dict(f=f,n=n,c=c,d=d)
@g2
def g_top2(rng,cond,tpl):
    f,n,t=fyt(rng,cond); o,r,sc=ends(rng,f,n,t); lo=bool(re.search('least|lowest|smallest',tpl)); o=o[::-1] if lo else o; c,d,e=o[:3]; need(usable(c) and usable(d) and okval(f,n,c) and okval(f,n,d) and len({r[c],r[d],r[e],r[o[3]]})==4); need('{E}' not in tpl or usable(e) and okval(f,n,e)); s=base_slots(f,n,rng,t)
    for K_,x in(('C',c),('D',d),('E',e)): put(s,K_,x)
    k={}; s['N']=str(len(r)); plain,ph,ph2=bracket(tpl); ph3=None
    for key,x in(('a',c),('b',d),('c',e)): k[key],s[key],_=vclaim(f,n,x)
    need(s['a']!=s['b']!=s['c']); s['x']=amt(f,r[c]-r[d])[0]; k['x']=claim('difference',[operand(f,yl(n),council=c),operand(f,yl(n),council=d)],s['x']); w=ratio_words(Fr(r[c],r[d])); s['r']=w or ''; k['r']=claim('ratio',[operand(f,yl(n),council=c),operand(f,yl(n),council=d)],s['r']); s.update(updown(not lo))
    s['__tpl']=plain; dr='lowest' if lo else 'highest'
    if ph: f1=fillin_p(ph,s); k['#r']=need(claim('rank',[operand(f,yl(n),council=c)],cap(f1) if plain.startswith(ph) else f1,direction=dr,scope=sc))
    if ph2:
        f2=fillin_p(ph2,s); k['#s']=need(claim('rank',[operand(f,yl(n),council=d)],cap(f2) if plain.startswith(ph2) else f2,direction=dr,scope=sc))
    if '{E}' in tpl:
        m=re.search(r'<([^<>]+)>',plain); ph3=m.group(1); s['__tpl']=plain.replace('<','').replace('>',''); k['#t']=need(claim('rank',[operand(f,yl(n),council=e)],fillin_p(ph3,s),direction=dr,scope=sc))
    return s,k,dict(f=f,n=n,c=c,d=d)
@g2
def g_rankall(rng,cond,tpl):
    """per head among all councils of a nation or the UK"""
    f=rng.choice(['total_borrowing','total_investments','borrowing_pwlb']); n=rng.choice([x for x in years(f) if 2012<=x<=2019]); N=rng.choice(['UK','Scotland','Wales']); sc={} if N=='UK' else {'nation':N}; need(complete_ph(f,n,sc)); r=ranked(f,yl(n),'per_head',sc); o=sorted(r,key=lambda c:-r[c]); p=rng.choice([2,3,4,5]) if '{nth}' in tpl else 1; c=o[p-1]; need(usable(c) and okval(f,n,c)); s=base_slots(f,n,rng); put(s,'C',c); s['nth']=ORD[p]; s['R_']='the UK' if N=='UK' else N; q=operand(f,yl(n),'per_head',council=c); v=parse(q['value']); need(v<1000*S); s['a']=money(v)[0]; plain,ph,_=bracket(tpl); s['__tpl']=plain; sh=fillin_p(ph,s); sh=cap(sh) if plain.startswith(ph) else sh
    return s,{'a':claim('value',[q],s['a']),'#r':need(claim('rank',[q],sh,direction='highest',scope=sc))},dict(f=f,n=n,c=c)
def sser(f,t,a,b): return [parse(sumop(f,i,t)['value']) for i in range(a,b+1)]
@g2
def g_totrun(rng,cond,tpl):
    """a streak or record of a type's total"""
    f=pick_f(rng,cond); a0,b0=rng.choice([w for w in FD[f]['wins'] if w[1]-w[0]>=6] or need(None)); t=rng.choice(FD[f]['types']); b0=min(b0,2021)
    rec_='since at least' in tpl or '{n0}' in tpl and 'every' not in tpl and '{k}' not in tpl
    n=rng.randint(a0+5,b0); 
    for i in range(a0,n+1): totok(f,i,t); need(codes(f,i,t)==codes(f,n,t))
    xs=sser(f,t,a0,n); s=base_slots(f,n,rng,t); o=sumop(f,n,t); s['a']=money(xs[-1])[0]; k={'a':claim('value',[o],s['a'])}; plain,ph,_=bracket(tpl); s['__tpl']=plain
    if rec_:
        up=rec(xs); need(up is not None); s.update(updown(up)); s['n0']=bare(f,a0); ph=fillin_p(ph,s); k['#s']=need(claim('record',[sumop(f,i,t) for i in range(n,a0-1,-1)],cap(ph) if plain.startswith('[') else ph,direction='highest' if up else 'lowest')); return s,k,dict(f=f,n=n,n0=a0,t=t)
    z=st(xs); need(z); up,m=z; s.update(updown(up)); s['k']=num(m); s['kth']=ORD.get(m) or need(None); s['n0']=bare(f,n-m); s['w0']=when(f,n-m); ob=sumop(f,n-m,t); s['b']=money(parse(ob['value']))[0]; k['b']=claim('value',[ob],s['b']); need(s['a']!=s['b']); k['#s']=need(claim('streak',[sumop(f,i,t) for i in range(n-m,n+1)],fillin_p(ph,s),direction='rise' if up else 'fall')); return s,k,dict(f=f,n=n,n0=n-m,t=t)
@g2
def g_part3(rng,cond,tpl):
    """two services' shares of one council's spending on services"""
    f,g=rng.sample(SHF,2); n=rng.choice([x for x in years(f) if x in years(g) and x in years(TSE)]); t=rng.choice([x for x in FD[f]['types'] if x in FD[g]['types']] or need(None)); need(mostly(f,n,t) and mostly(g,n,t)); c,=pick(rng,f,n,t,1,lambda c:okval(g,n,c)); need(okval(TSE,n,c)); s=base_slots(f,n,rng,t); put(s,'C',c); s['what2']=FD[g]['what']; s['What2']=cap(FD[g]['what'])
    s,k,m=finish_part(s,rng,tpl,partop(f,n,c),dict(f=f,n=n,c=c)); s,k2,m=finish_part(s,rng,tpl.replace('{p}','',1) if tpl.startswith('{p}') else tpl,partop(g,n,c),m,'q','qn'); k.update(k2); need(s['p'].lower()!=s['q'].lower() and s.get('pn')!=s.get('qn',1)); s.update(updown(parse(k['p']['result'])>parse(k2['q']['result']))); return s,k,m
@g2
def g_xval(rng,cond,tpl):
    f=pick_f(rng,cond); n=rng.choice(years(f)); t=rng.choice(FD[f]['types'])
    if f=='interest_income':
        c=rng.choice(USE[t]); v=val(f,yl(n),c); need(v is not None and v<-200000*S and whole(c,yl(n)))
    else: need(mostly(f,n,t) or f in('borrowing_local_authorities_short_term','borrowing_banks_long_term','investments_loans_to_local_authorities','parish_precepts','hra_expenditure','hra_reserves_close','adult_social_care_precept','capital_spend_charged_to_revenue')); c,=pick(rng,f,n,t)
    s=base_slots(f,n,rng,t); put(s,'C',c); k,a,v=vclaim(f,n,c); s['a']=a; return s,{'a':k},dict(f=f,n=n,c=c)
@g2
def g_xtwo(rng,cond,tpl):
    f=pick_f(rng,cond); n=rng.choice(years(f)); t=rng.choice(FD[f]['types']); 
    if f=='interest_income': c,d=rng.sample([c for c in USE[t] if (val(f,yl(n),c) or 0)<-200000*S and whole(c,yl(n))],2)
    else: c,d=pick(rng,f,n,t,2)
    s=base_slots(f,n,rng,t); put(s,'C',c); put(s,'D',d); ka,s['a'],va=vclaim(f,n,c); kb,s['b'],vb=vclaim(f,n,d); va,vb=abs(va),abs(vb); need(s['a']!=s['b']); s.update(updown(va>vb)); oa,ob=operand(f,yl(n),council=c),operand(f,yl(n),council=d); dv=va-vb; s['x']=points(dv) if f=='estimated_collection_rate' else amt(f,dv)[0]; w=ratio_words(Fr(va,vb)); s['r']=w or ''
    need(f!='estimated_collection_rate' or abs(dv)>=S//2); need(abs(dv)*50>vb or f=='estimated_collection_rate'); return s,{'a':ka,'b':kb,'x':claim('difference',[oa,ob],s['x']),'r':claim('ratio',[oa,ob],s['r'])},dict(f=f,n=n,c=c,d=d)
@g2
def g_xchg(rng,cond,tpl):
    g=[1] if re.search('a year earlier|the year before|in a year|a year later|previous year|one year|twelve months',tpl) else [1,2,3,4,5]
    f=pick_f(rng,cond)
    if f=='interest_income':
        n0,n=window(rng,f,rng.choice(g)); t=rng.choice(FD[f]['types']); cs=[c for c in USE[t] if all((val(f,yl(i),c) or 0)<-200000*S for i in range(n0,n+1)) and whole(c,yl(n0),yl(n))]; c=rng.choice(cs or need(None)); s=base_slots(f,n,rng,t); put(s,'C',c); ka,s['a'],va=vclaim(f,n,c); kb,s['b'],vb=vclaim(f,n0,c); need(s['a']!=s['b']); s.update(updown(abs(va)>abs(vb))); s['bi']=', before inflation' if n-n0>2 else ''; s['y0']=yl(n0); s['n0']=bare(f,n0); s['w0']=when(f,n0); s['k']=num(n-n0); return s,{'a':ka,'b':kb},dict(f=f,n=n,n0=n0,c=c)
    s,k,m=chg(rng,cond,g); dv=m['va']-m['vb']; f=m['f']; need(f!='estimated_collection_rate' or abs(dv)>=S//2); s['x']=points(dv) if f=='estimated_collection_rate' else amt(f,dv)[0]; d='rise' if dv>0 else 'fall'; k['x']=claim('difference',[operand(f,yl(m['n']),council=m['c']),operand(f,yl(m['n0']),council=m['c'])],s['x'],direction=d); r=half_away(Fr(dv*100*S,m['vb'])); s['p']=pct(r)[0]; k['p']=claim('percent',[operand(f,yl(m['n']),council=m['c']),operand(f,yl(m['n0']),council=m['c'])],s['p'],direction=d); need(abs(r)>=S or '{p}' not in tpl)
    s['bi']=', before inflation' if m['n']-m['n0']>2 and f not in('estimated_collection_rate','council_tax_base','population') else ''; return s,k,m
@g2
def g_xrank(rng,cond,tpl):
    if cond=='x_coll' or cond=='x_base' or True: 
        s,k,m=rankgen(rng,cond,tpl,'lowest' if re.search('least|lowest|smallest|fewer|less|fewest|lower',tpl) else 'highest',(2,3,4,5) if '{nth}' in tpl else (1,)); return s,k,m
@g2
def g_popgrp(rng,cond,tpl):
    f='population'; n=rng.choice(years(f)); t=rng.choice([ND,LB,MD] if 'lived in' in tpl else [ND,LB,MD,UA,SC,WE]); sc={'type':t}; need(complete(f,n,sc)); s=base_slots(f,n,rng,t); k={}
    for key,m in(('tot','sum'),('avg','average'),('med','median')): o=grpop(f,n,t,m); s[key]=group3(half_away(Fr(parse(o['value']),S))); k[key]=claim('value',[o],s[key])
    c,=pick(rng,f,n,t); put(s,'C',c); ka,s['a'],v=vclaim(f,n,c); k['a']=ka; z=claim('share',[operand(f,yl(n),council=c),grpop(f,n,t,'sum')],''); s['p']=share_words(parse(z['result']),rng) or ''; z['shown']=s['p']; k['p']=z; no=operand(f,yl(n),'count',group=('type',t)); s['N']=no['value']; k['N']=claim('count',[no],s['N']); need('{p}' not in tpl or parse(z['result'])>=S)
    w=ratio_words(Fr(v,parse(grpop(f,n,t,'average')['value']))); s['r']=w or ''; k['r']=claim('ratio',[operand(f,yl(n),council=c),grpop(f,n,t,'average')],s['r']); s.update(updown(v>parse(grpop(f,n,t,'average')['value']))); return s,k,dict(f=f,n=n,c=c,t=t)
@g2
def g_bdgrp(rng,cond,tpl):
    f=rng.choice(['band_d_council_tax','band_d_council_tax_area_total']) if cond=='any' else cond; n=rng.choice(years(f)); t=rng.choice(FD[f]['types']); sc={'type':t}; need(complete(f,n,sc)); s=base_slots(f,n,rng,t); k={}; oa=grpop(f,n,t,'average'); s['avg']=money(parse(oa['value']),True)[0]; k['avg']=claim('value',[oa],s['avg']); om=grpop(f,n,t,'median'); s['med']=money(parse(om['value']),True)[0]; k['med']=claim('value',[om],s['med'])
    av=parse(oa['value']); c,=pick(rng,f,n,t,1,lambda c:abs(val(f,yl(n),c)-av)>=10*S); put(s,'C',c); ka,s['a'],v=vclaim(f,n,c); k['a']=ka; oc=operand(f,yl(n),council=c); s['x']=money(v-av,True)[0]; need(not('{a}' in tpl and '{x}' in tpl and '{avg}' in tpl) or abs(money(v,True)[1]-money(av,True)[1])==money(v-av,True)[1]); k['x']=claim('difference',[oc,oa],s['x']); s.update(updown(v>av)); return s,k,dict(f=f,n=n,c=c,t=t)
@g2
def g_totcmp(rng,cond,tpl):
    """how many times one council's figure the whole group's is; council + group total"""
    f,n,t=fyt(rng,cond); totok(f,n,t); c,=pick(rng,f,n,t); s=base_slots(f,n,rng,t); put(s,'C',c); ka,s['a'],v=vclaim(f,n,c); so=sumop(f,n,t); s['tot']=money(parse(so['value']))[0]; return s,{'a':ka,'tot':claim('value',[so],s['tot'])},dict(f=f,n=n,c=c,t=t)
@g2
def g_grpcmpph(rng,cond,tpl): return GEN['typecmp'](rng,cond,tpl)
FILES=['honest_values','honest_comparisons','honest_changes','honest_groups','honest_runs']
def load_shapes():
    here=os.path.dirname(os.path.abspath(__file__))
    for fn in FILES:
        p=os.path.join(here,fn+'.py')
        if os.path.exists(p): exec(compile(open(p,encoding='utf-8').read(),p,'exec'),globals())
load_shapes()
_old={(x[1].replace('count2','count'),re.sub(r'\s+','',x[3])) for x in H.SH}; _seen=set(); _k=[]
for m in MORE:
    q=re.sub(r'\s+','',m[3]); kk={'count2':'count','only2':'only'}.get(m[1],m[1])
    if (kk,q) in _old or (m[1],m[2],q,m[4]) in _seen: continue
    _seen.add((m[1],m[2],q,m[4])); _k.append(m)
DROPPED=len(MORE)-len(_k); MORE[:]=_k
def main():
    ap=argparse.ArgumentParser(); ap.add_argument('--seed',type=int,default=1); ap.add_argument('--count',type=int,default=len(MORE)); ap.add_argument('--out',default='honest_more.json'); ap.add_argument('--shape'); ap.add_argument('--show',action='store_true'); a=ap.parse_args()
    out=[]; seen=set(); cnt_={}; shs=[s for s in MORE if not a.shape or re.match(a.shape,s[0])]; fails={}; rounds=0
    while len(out)<a.count and rounds<60 and any(fails.get(s[0],0)<3 for s in shs):
        rounds+=1
        for sh in shs:
            if len(out)>=a.count: break
            if fails.get(sh[0],0)>=3: continue
            rng=random.Random('%d %s %d'%(a.seed,sh[0],rounds))
            for _ in range(400):
                try: x=make2(rng,sh)
                except Skip: continue
                except (KeyError,ValueError,IndexError) as e:
                    WHY.setdefault(sh[0],{})['%s %s'%(type(e).__name__,e)]=sh[3]
                    if isinstance(e,KeyError): break
                    continue
                if x['text'] in seen: continue
                seen.add(x['text']); out.append(x); cnt_[sh[0]]=cnt_.get(sh[0],0)+1; break
            else: fails[sh[0]]=fails.get(sh[0],0)+1; continue
            if sh[0] not in cnt_: fails[sh[0]]=9
    tmp=a.out+'.tmp'; json.dump({'factoids':out},open(tmp,'w',encoding='utf-8'),ensure_ascii=False,indent=0); os.replace(tmp,a.out)
    never=[s for s in shs if s[0] not in cnt_]
    print(len(out),'factoids',len(cnt_),'shapes of',len(shs),'never:',len(never),file=sys.stderr)
    for s in never: print('  never',s[0],s[2],s[3],WHY.get(s[0]),file=sys.stderr)
    if a.show:
        d={}
        for x in out: d.setdefault(x['shape'],x['text'])
        for k,v in d.items(): print(k,'|',v)
if __name__=='__main__': main()
