// Counts prompts with public tokenizers, for tests/factoids/cases/counted_prompts.jsonl. Not part of the test command,
// which only reads the counts: they are taken anew by hand when the prompts have changed much.
//
//   FACTOID_PROMPTS=prompts.jsonl build/dev/tests/test_factoids "two hundred prompts*"
//   npm install gpt-tokenizer@4.0.0                  (MIT licence; holds its vocabularies)
//   node count_tokens.mjs prompts.jsonl > tests/factoids/cases/counted_prompts.jsonl
//
// The first line says who counted and holds the rules and schemas that prompts share; the others are one prompt each.
import fs from 'node:fs';
import { encode as o200k } from 'gpt-tokenizer/encoding/o200k_base';
import { encode as cl100k } from 'gpt-tokenizer/encoding/cl100k_base';

const tokenizers = { o200k_base: o200k, cl100k_base: cl100k };
const prompts = fs.readFileSync(process.argv[2], 'utf8').trim().split('\n').map(line => JSON.parse(line));
const systems = [...new Set(prompts.map(p => p.system))];
const schemas = [...new Set(prompts.map(p => p.schema))];
console.log(JSON.stringify({ counted_by: 'gpt-tokenizer 4.0.0', tokenizers: Object.keys(tokenizers), systems, schemas }));
for (const p of prompts) {
  const line = { system: systems.indexOf(p.system), schema: schemas.indexOf(p.schema), user: p.user };
  for (const [name, encode] of Object.entries(tokenizers))
    line[name] = encode(p.system).length + encode(p.user).length + encode(p.schema).length;
  console.log(JSON.stringify(line));
}
