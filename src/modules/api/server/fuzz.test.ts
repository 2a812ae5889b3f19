import fc from 'fast-check';
import { expect, it } from 'vitest';
import { importReal } from '#modules/editions/server/testing.ts';
import { localeOf } from '../accept-language.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { endpoints } from './endpoints/index.ts';
import { refusalsOf } from './openapi.ts';
import { createRouter } from './router.ts';
import { client, completeAnswers, idleJobs } from './testing.ts';

const ctx = await testContext({ jobs: idleJobs });
const edition = await importReal(ctx);
await ctx.byHand("update edition set state = 'published'");
const desk = await client(ctx, 'Desk', { relation: 'organiser', edition });
const call = '/editions/ipspace-2021/calls/abstracts';
const { form } = (await desk.ask('GET', call)).body;
const answers = completeAnswers(form);
const begin = async () => (await desk.ask('POST', `${call}/drafts`, { answers })).body.id as string;
const draft = await begin();
const { application } = (await desk.ask('POST', `/drafts/${await begin()}/submit`)).body;

const odd = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 30 }),
	fc.constantFrom('', '0', 'null', '__proto__', '../..', '%', '\0'),
);
const segment = (known: string) =>
	fc.oneof({ arbitrary: fc.constant(known), weight: 5 }, { arbitrary: odd, weight: 1 });
const json = fc.oneof(
	fc.jsonValue({ maxDepth: 4 }),
	fc.record({
		revision: fc.oneof(fc.integer(), fc.constantFrom(1, 2, 3)),
		answers: fc.dictionary(odd, fc.jsonValue()),
	}),
	fc.record({
		revision: fc.integer({ min: 0, max: 300 }),
		answers: fc.dictionary(fc.constantFrom(...form.fields.map(({ id }: { id: string }) => id)), fc.jsonValue()),
	}),
	fc.record(
		{
			outcome: fc.constantFrom('talk', 'moved', 'x'),
			track: fc.jsonValue(),
			amount: fc.double(),
			note: odd,
			seen: fc.jsonValue(),
		},
		{ requiredKeys: ['outcome'] },
	),
	fc.record({ text: odd }),
	fc.record({ answer: fc.jsonValue() }),
);
const request = fc.constantFrom(...endpoints.filter(({ id }) => id !== 'discardDraft')).chain((endpoint) => {
	const values: Record<string, string> = {
		edition: 'ipspace-2021',
		call: 'abstracts',
		draft,
		application,
		field: 'mode',
	};
	const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
	return fc.record({
		endpoint: fc.constant(endpoint),
		params: fc.tuple(...names.map((name) => segment(values[name] ?? 'none'))),
		query: fc.array(fc.tuple(fc.oneof(odd, fc.constantFrom('limit', 'cursor', 'q', 'sort', 'state', 'as')), odd), {
			maxLength: 3,
		}),
		json: endpoint.method === 'GET' ? fc.constant(undefined) : json,
		key: fc.option(odd, { nil: undefined, freq: 5 }),
	});
});

it('whatever is sent, the answer is one of those in the document', async () => {
	await fc.assert(
		fc.asyncProperty(request, async ({ endpoint, params, query, json: body, key }) => {
			let place = 0;
			const path = endpoint.path.replace(/\{\w+\}/g, () => encodeURIComponent(wellFormed(params[place++] ?? '')));
			const search = new URLSearchParams(query.map(([name, value]) => [wellFormed(name), wellFormed(value)]));
			const headers: Record<string, string> =
				key !== undefined && /^[\x20-\x7e]*$/.test(key) ? { 'idempotency-key': key } : {};
			const answer = await desk.ask(endpoint.method, `${path}${search.size > 0 ? `?${search}` : ''}`, body, headers);
			// Of another address: an empty segment, or dots, make one.
			const allowed = [...Object.keys(endpoint.answers).map(Number), ...refusalsOf(endpoint), 304, 404, 405];
			expect(allowed, `${endpoint.id} ${answer.text}`).toContain(answer.status);
		}),
		{ numRuns: 400 },
	);
});

it('no path and no header of languages throws', () => {
	const router = createRouter(endpoints);
	fc.assert(fc.property(fc.string(), (path) => void router(path)));
	fc.assert(fc.property(fc.string(), (header) => ['en', 'zh'].includes(localeOf(header))));
	expect(localeOf('fr, zh-Hant;q=0.5, en;q=0.4')).toBe('zh');
	expect(localeOf('en-GB, zh;q=0.9')).toBe('en');
	expect(localeOf(null)).toBe('en');
});

const wellFormed = (text: string) => text.toWellFormed();
