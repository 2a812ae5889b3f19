import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError, describeConfig, loadConfig } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { createLog } from '#core/log/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { type Behaviour, startModelServer } from '../../../tests/setup/language-model.ts';
import { answerSchema } from './answer-schema.ts';
import { spend, tokensAtMost } from './budget.ts';
import { extractObject } from './extract.ts';
import { askModel, budgetToday, type Question } from './index.ts';

const base = await testContext();
const server = await startModelServer(() => ({ city: 'Huzhou', years: [2023] }));
afterAll(() => server.close());

const secret = 'sk-hunter2';
const lines: string[] = [];
const schema = z.strictObject({ city: z.string().max(20), years: z.array(z.int().min(1900)).max(3) });
const question: Question<z.infer<typeof schema>> = {
	messages: [{ role: 'user', content: 'Where?' }],
	schema,
	schemaName: 'place',
	maxTokens: 500,
	pauses: [5, 5],
};

function context(env: Record<string, string> = {}): Context {
	const config = loadConfig({
		DATA_DIR: base.config.dataDir,
		ORRERY_LLM_URL: server.url,
		ORRERY_LLM_MODEL: 'demo-1',
		ORRERY_LLM_KEY: secret,
		...env,
	});
	config.llmTimeout = 0.4;
	return {
		...base,
		config,
		log: createLog(
			'debug',
			() => 0,
			(line) => lines.push(line),
		),
	};
}

const ask = (behaviour: Behaviour, env: Record<string, string> = {}) => {
	server.behave(behaviour);
	return askModel(context(env), question);
};
const forms = () => server.seen.map(({ body }) => body.response_format?.type ?? 'text');

beforeEach(async () => {
	lines.length = 0;
	await base.byHand('delete from language_model_mode; delete from language_model_day');
});

describe('an answer', () => {
	test('comes in the strictest form that the model gives, which is found out once', async () => {
		expect(await ask('well')).toEqual({
			ok: true,
			value: { city: 'Huzhou', years: [2023] },
			model: 'demo-1',
			mode: 'json_schema',
			repaired: false,
			calls: 2,
		});
		expect(forms()).toEqual(['json_schema', 'json_schema']);
		expect(server.seen[1]).toMatchObject({
			path: '/v1/chat/completions',
			headers: { authorization: `Bearer ${secret}` },
			body: { model: 'demo-1', max_tokens: 500 },
		});
		expect(server.seen[1]?.body.tools).toBeUndefined();
		expect(await ask('well')).toMatchObject({ ok: true, calls: 1 });
		// After a week it is asked again.
		base.setNow(base.clock.process.now() + 8 * 86_400_000);
		expect(await ask('well')).toMatchObject({ ok: true, calls: 2 });
	});

	test.each([
		['schema-refused', 'json_object', ['json_schema', 'json_object', 'json_object']],
		['schema-ignored', 'json_object', ['json_schema', 'json_object', 'json_object']],
		['text-only', 'text', ['json_schema', 'json_object', 'text']],
		['fenced', 'json_schema', ['json_schema', 'json_schema']],
	] as const)('%s: it is taken as %s', async (behaviour, mode, seen) => {
		expect(await ask(behaviour)).toMatchObject({ ok: true, mode, value: { city: 'Huzhou' } });
		expect(forms()).toEqual(seen);
		// Who is not held to the schema is shown it.
		const shown = server.seen.at(-1)?.body.messages.some(({ content }) => content.includes('"years"')) ?? false;
		expect(shown).toBe(mode !== 'json_schema');
	});

	test('a server that stops taking schemas is asked more loosely, and that is kept', async () => {
		await ask('well');
		expect(await ask('schema-refused')).toMatchObject({ ok: true, mode: 'json_object' });
		expect(await ask('schema-refused')).toMatchObject({ ok: true, mode: 'json_object', calls: 1 });
	});

	test('that does not fit is sent back once, with what is wrong', async () => {
		expect(await ask('wrong-schema-then-well')).toMatchObject({ ok: true, repaired: true, calls: 3 });
		const again = server.seen.at(-1)?.body.messages ?? [];
		expect(again.at(-2)?.role).toBe('assistant');
		expect(again.at(-1)?.content).toContain('- city:');
	});
});

describe('no answer', () => {
	test.each([
		['wrong-schema', 'not-the-schema', 3],
		['truncated', 'not-the-schema', 3],
		['cut-short', 'cut-short', 2],
		['declines', 'declined', 2],
		['html', 'not-an-answer', 2],
		['slow', 'too-slow', 2],
		['hangs', 'too-slow', 1],
		['closes', 'unreachable', 3],
		['closes-midway', 'broken-off', 4],
		['busy', 'busy', 4],
		['busy-long', 'busy', 2],
		['fault', 'server-fault', 4],
		['huge', 'too-large', 2],
		['redirects', 'redirected', 2],
		['key-refused', 'key-refused', 1],
	] as const)('%s: %s after %i calls', async (behaviour, fault, calls) => {
		expect(await ask(behaviour)).toEqual({ ok: false, fault, calls });
		expect(server.seen.some(({ path }) => path.includes('elsewhere'))).toBe(false);
		expect(lines.join()).not.toContain(secret);
		expect((await budgetToday(context())).calls).toBe(calls);
	});

	test('what passes is waited for', async () => {
		expect(await ask('busy-then-well')).toMatchObject({ ok: true });
		expect(await ask('fault-then-well')).toMatchObject({ ok: true });
	});

	test('nobody listens, or no model is named', async () => {
		expect(await ask('well', { ORRERY_LLM_URL: 'http://127.0.0.1:1/v1' })).toMatchObject({ fault: 'unreachable' });
		expect(await askModel(base, question)).toEqual({ ok: false, fault: 'off', calls: 0 });
	});
});

describe('the budget of a day', () => {
	test('ends calls, and begins anew with the next day', async () => {
		const env = { ORRERY_LLM_CALLS: '3' };
		expect(await ask('well', env)).toMatchObject({ ok: true, calls: 2 });
		expect(await ask('well', env)).toMatchObject({ ok: true, calls: 1 });
		expect(await ask('well', env)).toEqual({ ok: false, fault: 'budget-spent', calls: 0 });
		expect(server.seen).toHaveLength(0);
		base.setNow(base.clock.process.now() + 86_400_000);
		expect(await ask('well', env)).toMatchObject({ ok: true });
	});

	test('counts tokens that were used, not those that were set aside; nobody spends the same twice', async () => {
		await ask('well');
		expect(await budgetToday(context())).toMatchObject({ calls: 2, tokens: 300 });
		expect(await ask('well', { ORRERY_LLM_TOKENS: '400' })).toMatchObject({ fault: 'budget-spent' });
		const many = await Promise.all(
			Array.from({ length: 20 }, () => spend(context({ ORRERY_LLM_TOKENS: '1000' }), 100)),
		);
		expect(many.filter(Boolean)).toHaveLength(7);
	});
});

describe('the settings', () => {
	test.each([
		['ftp://x/v1', 'https:'],
		['https://me:hunter2@models.example/v1', 'ORRERY_LLM_KEY'],
		['https://models.example/v1?key=hunter2', 'path'],
		['https://models.example/v1/chat/completions', '/v1'],
	])('%s is refused, and no secret repeated', (address, said) => {
		const load = () => loadConfig({ DATA_DIR: '/nowhere', ORRERY_LLM_URL: address, ORRERY_LLM_MODEL: 'm' });
		expect(load).toThrow(ConfigError);
		expect(load).toThrow(said);
		expect(load).not.toThrow('hunter2');
	});

	test('belong together, and the key is masked', () => {
		expect(() => loadConfig({ DATA_DIR: '/nowhere', ORRERY_LLM_URL: server.url })).toThrow(/ORRERY_LLM_MODEL/);
		expect(() => loadConfig({ DATA_DIR: '/nowhere', ORRERY_LLM_KEY: secret })).toThrow(/ORRERY_LLM_URL/);
		expect(JSON.stringify(describeConfig(context().config))).not.toContain(secret);
	});
});

test('an object is found in talk; braces without end cost nothing', () => {
	expect(extractObject('So: {"a": "}{"} and {"b": 2}')).toEqual({ a: '}{' });
	expect(extractObject('{not json} then {"b": {"c": [1]}}')).toEqual({ b: { c: [1] } });
	expect(extractObject('[1, 2]')).toBeUndefined();
	expect(extractObject('{"a": "cut sho')).toBeUndefined();
	const begun = performance.now();
	expect(extractObject('{'.repeat(400_000))).toBeUndefined();
	expect(extractObject('{}x'.repeat(1) + '{ }'.repeat(100_000))).toEqual({});
	expect(performance.now() - begun).toBeLessThan(1000);
});

test('a schema keeps what all providers know, and the names of our own fields', () => {
	const named = z.strictObject({ format: z.string().max(3), score: z.int().min(0).max(10).nullable() });
	expect(answerSchema(named)).toEqual({
		type: 'object',
		properties: { format: { type: 'string' }, score: { anyOf: [{ type: 'integer' }, { type: 'null' }] } },
		required: ['format', 'score'],
		additionalProperties: false,
	});
	expect(tokensAtMost('国家航天局')).toBeGreaterThanOrEqual(5);
});
