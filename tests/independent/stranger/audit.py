import json,sys,re,collections
from figs import *
import honest as H, lies as L
for fn in sys.argv[1:]:
    D=json.load(open(fn))['factoids']; bad=collections.Counter(); ex={}
    for x in D:
        t=x['text']; K=x['claims']; lang=x['language']
        nm={n for _,_,n in L.spans(t)}; cn={C[c]['name'] for c in L.councils(K)}
        e=[]
        if nm-cn: e.append('named not claimed %s'%(nm-cn))
        if cn-nm: e.append('claimed not named %s'%(cn-nm))
        bars={L.bare(p['field'],y1(p['year']),lang) for c in K for p in c['operands']}
        yy=set(re.findall(r'(?:March|Mawrth) \d{4}|\d{4}/\d\d|mid-\d{4}|canol \d{4}',t))
        if yy-{b for b in bars}: e.append('year not claimed %s'%(yy-bars))
        if not all(good(c) for c in K): e.append('claim wrong')
        if not all(c['shown'] in t for c in K): e.append('shown')
        if any(L.fits(c,c) is False for c in K): e.append('shown does not fit %s'%[(c['shown'],c['result']) for c in K if L.fits(c,c) is False])
        if len(t.split())>30: e.append('long')
        ys=[y1(p['year']) for c in K for p in c['operands']]
        if max(ys)-min(ys)>2 and 'inflation' not in t and 'chwyddiant' not in t and not any(c['operation']=='crossing' for c in K) and not any('of_field' in p for c in K for p in c['operands']) and 'population' not in str(K) and 'joined' not in x.get('shape',''): e.append('inflation')
        typ={C[c]['type'] for c in L.councils(K)}
        if len(typ)>1 and 'joined' not in x.get('shape',''): e.append('types')
        for q in e: bad[q.split('{')[0].split('[')[0]]+=1; ex.setdefault(q.split('{')[0].split('[')[0],[]).append((q,t))
    print(fn,len(D),dict(bad))
    for k in ex:
        for q,t in ex[k][:4]: print('  ',q,'|',t)
