import { describe, expect, it } from 'vitest';
import { cookieName, identify, openSession } from '#core/identity/index.ts';
import { importReal } from '#modules/editions/server/testing.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { expectSameCost } from '../../../../tests/setup/queries.ts';
import { asker, client, completeAnswers, idleJobs, tokenOf } from './testing.ts';

const ctx = await testContext({ jobs: idleJobs });
const editionId = await importReal(ctx);
await ctx.byHand("update edition set state = 'published'");
const nobody = asker(ctx);
const ada = await client(ctx, 'Ada');
const eve = await client(ctx, 'Eve');
const desk = await client(ctx, 'Desk', { relation: 'organiser', edition: editionId });
const call = '/editions/ipspace-2021/calls/abstracts';

const answers = completeAnswers((await nobody('GET', call)).body.form);

async function submitted(title = 'Bone loss in orbit') {
	const draft = await ada.ask('POST', `${call}/drafts`, { answers: { ...answers, title } });
	expect(draft.status).toBe(201);
	const receipt = await ada.ask('POST', `/drafts/${draft.body.id}/submit`);
	expect(receipt.body).toMatchObject({ again: false, version: 1 });
	expect(receipt.status).toBe(201);
	return { draft: draft.body.id as string, id: receipt.body.application as string };
}

describe('what is public', () => {
	it('needs no token and carries a validator', async () => {
		const list = await nobody('GET', '/editions');
		expect(list.body.items.map((one: { slug: string }) => one.slug)).toEqual(['ipspace-2021']);
		const one = await nobody('GET', call);
		expect(one.body).toMatchObject({ slug: 'abstracts', state: 'open', edition: 'ipspace-2021' });
		const etag = one.headers.get('etag') as string;
		expect(one.headers.get('cache-control')).toBe('public, no-cache');
		const again = await nobody('GET', call, undefined, { 'if-none-match': etag });
		expect([again.status, again.text]).toEqual([304, '']);
	});

	it('is nothing of an edition in preparation', async () => {
		await ctx.byHand("update edition set state = 'in-preparation'");
		for (const path of ['/editions/ipspace-2021', '/editions/ipspace-2021/calls', call]) {
			expect((await nobody('GET', path)).status).toBe(404);
			expect((await desk.ask('GET', path)).status).toBe(404);
		}
		expect((await nobody('GET', '/editions')).body.items).toEqual([]);
		expect((await ada.ask('POST', `${call}/drafts`, {})).status).toBe(404);
		await ctx.byHand("update edition set state = 'published'");
	});
});

describe('an application through the interface', () => {
	it('is begun, saved, refused while it is incomplete, and handed in once', async () => {
		const draft = await ada.ask('POST', `${call}/drafts`, { answers: { title: 'Bone' } });
		const at = `/drafts/${draft.body.id}`;
		expect(draft.headers.get('location')).toBe(`https://orrery.example/api/v1${at}`);
		const refused = await ada.ask('POST', `${at}/submit`);
		expect(refused.status).toBe(422);
		expect(refused.body.errors.map((one: { path: string }) => one.path)).toContain('abstract');

		const saved = await ada.ask('PATCH', at, { revision: draft.body.revision, answers });
		expect(saved.body.answers).toMatchObject({ title: answers.title, abstract: answers.abstract });
		const cleared = await ada.ask('PATCH', at, { revision: saved.body.revision, answers: { keywords: null } });
		expect(cleared.body.answers).not.toHaveProperty('keywords');
		expect(cleared.body.answers).toMatchObject({ abstract: answers.abstract });

		const late = await ada.ask('PATCH', at, { revision: saved.body.revision, answers: { title: 'Other' } });
		expect(late.status).toBe(409);
		expect(late.body).toMatchObject({
			code: 'draft-conflict',
			theirs: { revision: cleared.body.revision, answers: { title: answers.title } },
			yours: { answers: { title: 'Other' } },
			fields: ['title'],
		});
		await ada.ask('PATCH', at, { revision: cleared.body.revision, answers });
		const receipt = await ada.ask('POST', `${at}/submit`);
		const again = await ada.ask('POST', `${at}/submit`);
		expect([receipt.status, again.status]).toEqual([201, 200]);
		expect(again.body).toMatchObject({ application: receipt.body.application, again: true });
		const own = await ada.ask('GET', '/me/applications');
		expect(own.body.items).toHaveLength(1);
	});

	it('takes no answer that is none, and says where', async () => {
		const { body } = await ada.ask('POST', `${call}/drafts`, {});
		const wrong = await ada.ask('PATCH', `/drafts/${body.id}`, {
			revision: body.revision,
			answers: { title: { en: 'x' }, nonsense: 1, __proto__: 'x' },
		});
		expect(wrong.status).toBe(422);
		expect(wrong.body.errors).toEqual([
			{ path: 'nonsense', code: 'unknown-field', message: 'unknown-field' },
			{ path: 'title', code: 'wrong-shape', message: 'wrong-shape' },
		]);
		const zh = await ada.ask(
			'PATCH',
			`/drafts/${body.id}`,
			{ revision: 'x', answers: {} },
			{ 'accept-language': 'zh-CN' },
		);
		expect(zh.body.title).toBe('部分内容需要更正。');
		expect(zh.body.errors[0]).toMatchObject({ path: 'revision' });
		expect(zh.body.errors[0].message).toMatch(/无效/);
	});

	it('is done once for a key, and another body under the key is refused', async () => {
		const key = { 'idempotency-key': 'draft-1' };
		const before = (await ada.ask('GET', '/me/drafts?limit=200')).body.items.length;
		const [first, second] = await Promise.all([
			ada.ask('POST', `${call}/drafts`, { answers: { title: 'Once' } }, key),
			ada.ask('POST', `${call}/drafts`, { answers: { title: 'Once' } }, key),
		]);
		expect([first.status, second.status]).toEqual([201, 201]);
		expect(first.body.id).toBe(second.body.id);
		expect((await ada.ask('GET', '/me/drafts?limit=200')).body.items.length).toBe(before + 1);
		const other = await ada.ask('POST', `${call}/drafts`, { answers: { title: 'Twice' } }, key);
		expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
		// Somebody else's key is another key.
		expect((await eve.ask('POST', `${call}/drafts`, { answers: { title: 'Twice' } }, key)).status).toBe(201);
		// What was refused leaves nothing behind.
		const bad = { 'idempotency-key': 'draft-2' };
		expect((await ada.ask('POST', `${call}/drafts`, { answers: { nonsense: 1 } }, bad)).status).toBe(422);
		expect((await ada.ask('POST', `${call}/drafts`, { answers: {} }, bad)).status).toBe(201);
		ctx.setNow(ctx.clock.process.now() + 25 * 3600_000);
		const nextDay = await ada.ask('POST', `${call}/drafts`, { answers: { title: 'Once' } }, key);
		expect(nextDay.body.id).not.toBe(first.body.id);
		expect((await ada.ask('POST', `${call}/drafts`, {}, { 'idempotency-key': 'schlüssel ' })).status).toBe(400);
	});

	it('takes files, and gives them to their readers alone', async () => {
		const field = (await nobody('GET', call)).body.form.fields.find((one: { kind: string }) => one.kind === 'file');
		const draft = (await ada.ask('POST', `${call}/drafts`, { answers })).body;
		const at = `/drafts/${draft.id}/files/${field.id}`;
		const form = (content: string) => {
			const data = new FormData();
			data.set('file', new Blob([content], { type: 'application/pdf' }), 'figures.pdf');
			return data;
		};
		const html = await ada.ask('PUT', at, form('<html><script>1</script></html>'));
		expect([html.status, html.body.errors[0].code]).toEqual([422, 'file-type']);
		expect((await ada.ask('PUT', at, { file: 'x' })).status).toBe(415);
		const pdf = '%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n';
		const kept = await ada.ask('PUT', at, form(pdf));
		expect(kept.body.answer).toMatchObject({ name: 'figures.pdf', type: 'application/pdf' });
		expect((await ada.ask('GET', at)).text).toBe(pdf);
		for (const other of [eve, desk]) expect((await other.ask('GET', at)).status).toBe(404);
		const { body } = await ada.ask('POST', `/drafts/${draft.id}/submit`);
		const file = `/applications/${body.application}/files/${kept.body.answer.file}`;
		expect((await ada.ask('GET', file)).text).toBe(pdf);
		expect((await desk.ask('GET', file)).text).toBe(pdf);
		expect((await eve.ask('GET', file)).status).toBe(404);
		expect((await nobody('GET', file)).status).toBe(401);
	});
});

describe('determinations', () => {
	it('are the desk’s alone until they are announced', async () => {
		const { id } = await submitted('Decided in secret');
		const list = await desk.ask('GET', `${call}/applications?text=secret`);
		expect(list.body.items).toMatchObject([{ id, state: 'submitted' }]);
		const made = await desk.ask('POST', `/applications/${id}/determinations`, {
			outcome: await outcome('accept'),
			note: 'NOTE-OF-THE-DESK',
			seen: null,
		});
		expect(made.status).toBe(201);
		const twice = await desk.ask('POST', `/applications/${id}/determinations`, {
			outcome: made.body.outcome,
			seen: null,
		});
		expect([twice.status, twice.body.code]).toEqual([409, 'decision-changed']);

		const seen = [
			await ada.ask('GET', `/applications/${id}`),
			await ada.ask('GET', `/applications/${id}/versions`),
			await ada.ask('GET', `/applications/${id}/messages`),
			await ada.ask('GET', `/applications/${id}/determinations`),
			await ada.ask('GET', `/applications/${id}/letters`),
			await ada.ask('GET', '/me/applications'),
		];
		for (const answer of seen) {
			expect(answer.status).toBe(200);
			expect(answer.text).not.toMatch(/decided|NOTE-OF-THE-DESK/);
			expect(answer.text).not.toContain(made.body.id);
		}
		expect(seen[0]?.body.state).toBe('submitted');
		expect((await ada.ask('GET', `/applications/${id}?as=desk`)).status).toBe(403);
		expect((await ada.ask('POST', `/applications/${id}/determinations`, { outcome: 'accept' })).status).toBe(403);

		const gone = await desk.ask('DELETE', `/applications/${id}/determinations/${made.body.id}`);
		expect(gone.status).toBe(204);
		expect((await desk.ask('DELETE', `/applications/${id}/determinations/${made.body.id}`)).status).toBe(409);
		expect((await desk.ask('DELETE', `/applications/${id}/determinations/none`)).status).toBe(404);
	});
});

describe('another’s application', () => {
	it('is not there, by any address and method', async () => {
		const { id, draft } = await submitted('Private matter');
		const open = (await ada.ask('POST', `/applications/${id}/changes`)).body.id;
		const asked: [string, string, unknown?][] = [
			['GET', `/applications/${id}`],
			['GET', `/applications/${id}?as=desk`],
			['GET', `/applications/${id}/versions`],
			['GET', `/applications/${id}/messages`],
			['POST', `/applications/${id}/messages`, { text: 'x' }],
			['GET', `/applications/${id}/determinations`],
			['POST', `/applications/${id}/determinations`, { outcome: 'accept' }],
			['DELETE', `/applications/${id}/determinations/x`],
			['GET', `/applications/${id}/letters`],
			['POST', `/applications/${id}/withdraw`],
			['POST', `/applications/${id}/answer`, { answer: 'confirmed' }],
			['POST', `/applications/${id}/changes`],
			['PUT', `/applications/${id}/answers/mode`, { answer: 'online' }],
			['GET', `/drafts/${open}`],
			['PATCH', `/drafts/${open}`, { revision: 1, answers: { title: 'Mine now' } }],
			['DELETE', `/drafts/${open}`],
			['POST', `/drafts/${open}/submit`],
			['POST', `/drafts/${draft}/submit`],
			['GET', `${call}/applications`],
			['GET', '/editions/ipspace-2021/announcements'],
		];
		for (const [method, path, json] of asked) {
			const answer = await eve.ask(method, path, json);
			expect(`${method} ${path} ${answer.status}`).toBe(`${method} ${path} 404`);
			expect(answer.text).not.toContain('Private matter');
			expect((await nobody(method, path, json)).status).toBe(401);
		}
		expect((await eve.ask('GET', '/me/applications')).body.items).toEqual([]);
		expect((await ada.ask('GET', `/drafts/${open}`)).body.answers.title).toBe('Private matter');
	});
});

describe('a token', () => {
	it('does what its scopes allow, and no more', async () => {
		const reads = await tokenOf(ctx, ada.personId, ['own:read']);
		expect((await reads.ask('GET', '/me/applications')).status).toBe(200);
		const refused = await reads.ask('POST', `${call}/drafts`, {});
		expect([refused.status, refused.body.code]).toEqual([403, 'scope-missing']);
		expect((await reads.ask('GET', '/me/drafts')).status).toBe(403);
		const deskReads = await tokenOf(ctx, desk.personId, ['desk:read']);
		expect((await deskReads.ask('GET', `${call}/applications`)).status).toBe(200);
		expect((await deskReads.ask('GET', '/me/applications')).status).toBe(403);
		expect((await deskReads.ask('GET', '/me')).body.may).toContain('application.list');
	});

	it('is the only way in: the cookie of somebody who is signed in counts for nothing', async () => {
		const { secret } = await openSession(ctx, ada.personId, 'cast', { ip: '198.51.100.7', browser: 'Test' });
		const cookie = `${cookieName(ctx.config, 'session')}=${secret}`;
		expect((await identify(ctx, { cookie })).actor).toMatchObject({ personId: ada.personId });
		for (const [method, path] of [
			['GET', '/me'],
			['GET', '/me/applications'],
			['POST', `${call}/drafts`],
		] as const) {
			const answer = await nobody(method, path, method === 'POST' ? {} : undefined, { cookie });
			expect([answer.status, answer.headers.get('set-cookie')]).toEqual([401, null]);
		}
	});

	it('that is no good is refused where everybody may read', async () => {
		for (const authorization of ['Bearer orrery_x', 'Basic YTpi', `Bearer orrery_${'0'.repeat(40)}`]) {
			const answer = await nobody('GET', '/editions', undefined, { authorization });
			expect([answer.status, answer.body.code]).toEqual([401, 'token-unknown']);
			expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
		}
	});
});

describe('an address', () => {
	it('says what it takes', async () => {
		expect((await nobody('GET', '/nothing')).body.code).toBe('no-such-address');
		const wrong = await nobody('DELETE', '/editions');
		expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
		expect((await nobody('GET', '/editions?what=1')).body.errors).toMatchObject([
			{ path: 'what', code: 'unknown-parameter' },
		]);
		expect((await nobody('GET', '/editions?limit=1&limit=2')).body.errors[0].code).toBe('repeated-parameter');
		expect((await nobody('GET', '/editions?limit=1.5')).status).toBe(400);
		expect((await nobody('GET', '/editions?cursor=x')).body.code).toBe('bad-cursor');
		expect((await nobody('GET', '/editions?cursor=%00')).body.errors[0].code).toBe('unstorable-text');
		expect((await nobody('GET', '/editions/%00')).status).toBe(404);
		expect((await nobody('GET', '/editions/%ff')).status).toBe(404);
		const big = await ada.ask('POST', `${call}/drafts`, { answers: { title: 'x'.repeat(1_100_000) } });
		expect(big.status).toBe(413);
		const form = await ada.ask('POST', `${call}/drafts`, new FormData());
		expect(form.status).toBe(415);
	});
});

describe('limits', () => {
	it('are said with the seconds to wait, for reading and for writing', async () => {
		const authorization = `Bearer ${ada.token}`;
		for (const [method, path] of [
			['GET', '/me'],
			['POST', `${call}/drafts`],
		] as const) {
			const ask = asker(ctx, { authorization }, 2);
			const asked = [
				await ask(method, path, method === 'POST' ? {} : undefined),
				await ask(method, path, method === 'POST' ? {} : undefined),
			];
			expect(asked.every(({ status }) => status < 300)).toBe(true);
			const refused = await ask(method, path, method === 'POST' ? {} : undefined);
			expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
				429,
				'too-many-requests',
				'30',
			]);
		}
	});
});

describe('lists', () => {
	it('cost the same, however long they are', async () => {
		const fay = await client(ctx, 'Fay');
		let made = 0;
		const grow = async (length: number) => {
			for (; made < length; made += 1) {
				const draft = await fay.ask('POST', `${call}/drafts`, { answers: { ...answers, title: `Of Fay ${made}` } });
				await fay.ask('POST', `/drafts/${draft.body.id}/submit`);
			}
		};
		const lengthOf = async (asked: typeof fay.ask, path: string) => (await asked('GET', path)).body.items.length;
		await expectSameCost(ctx, grow, () => lengthOf(fay.ask, '/me/applications?limit=200'));
		expect(await lengthOf(desk.ask, `${call}/applications?limit=200&text=fay`)).toBe(50);
		const one = await ctx.countStatements(() => desk.ask('GET', `${call}/applications?limit=1`));
		expect(await ctx.countStatements(() => desk.ask('GET', `${call}/applications?limit=200`))).toBe(one);
	});

	it('go on page by page, each item once', async () => {
		for (let i = 0; i < 5; i += 1) await submitted(`Paged ${i}`);
		const seen: string[] = [];
		let path: string | null = `${call}/applications?text=paged&limit=2`;
		while (path !== null) {
			const page = await desk.ask('GET', path);
			seen.push(...page.body.items.map((one: { title: string }) => one.title));
			const link = page.headers.get('link');
			expect(link === null).toBe(page.body.next === null);
			path = link === null ? null : (/<\/api\/v1([^>]+)>/.exec(link)?.[1] ?? null);
		}
		expect(seen.sort()).toEqual(['Paged 0', 'Paged 1', 'Paged 2', 'Paged 3', 'Paged 4']);
		const own = await ada.ask('GET', '/me/applications?limit=3');
		const rest = await ada.ask('GET', `/me/applications?limit=200&cursor=${own.body.next}`);
		const ids = [...own.body.items, ...rest.body.items].map((one: { id: string }) => one.id);
		expect(new Set(ids).size).toBe(ids.length);
	});
});

async function outcome(effect: string): Promise<string> {
	const { rows } = await ctx.byHand('select definition from call_stage');
	const outcomes = rows.flatMap((row) => row.definition.outcomes) as { id: string; effect: string; needs?: string[] }[];
	return outcomes.find((one) => one.effect === effect && !one.needs?.length)?.id as string;
}

describe('a request for information', () => {
	it('is asked, seen and answered through the interface', async () => {
		const { id } = await submitted('With a slip');
		const asked = { fields: ['title'], questions: ['Which mission?'], note: 'A slip in the title.', due: '2021-10-14' };
		const made = await desk.ask('POST', `/applications/${id}/requests`, asked);
		expect(made.body).toMatchObject({ state: 'open', fields: ['title'], questions: [{ text: 'Which mission?' }] });
		const at = `/applications/${id}/requests/${made.body.id}`;
		expect((await ada.ask('GET', `/applications/${id}/requests`)).body.items).toMatchObject([{ id: made.body.id }]);
		for (const [method, path, json] of [
			['GET', `/applications/${id}/requests`],
			['POST', `/applications/${id}/requests`, asked],
			['POST', `${at}/answer`, {}],
			['POST', `${at}/close`],
			['GET', `/applications/${id}/fulfilments`],
		] as const) {
			expect((await eve.ask(method, path, json)).status).toBe(404);
		}
		expect((await ada.ask('POST', `${at}/close`)).status).toBe(403);
		const other = await ada.ask('POST', `${at}/answer`, { answers: { abstract: 'x' } });
		expect([other.status, other.body.errors[0]]).toMatchObject([422, { path: 'abstract', code: 'unknown-field' }]);
		const missing = await ada.ask('POST', `${at}/answer`, { answers: { title: 'Without a slip' } });
		expect(missing.body.errors).toMatchObject([{ code: 'required' }]);
		const replies = { [made.body.questions[0].id]: 'Tiangong' };
		const given = await ada.ask('POST', `${at}/answer`, { answers: { title: 'Without a slip' }, replies });
		expect(given.body).toEqual({ version: 2 });
		expect((await desk.ask('GET', `/applications/${id}`)).body).toMatchObject({ title: 'Without a slip', version: 2 });
		expect((await desk.ask('POST', `${at}/close`)).status).toBe(409);
		expect((await desk.ask('GET', `/applications/${id}/fulfilments`)).body.items).toEqual([]);
	});
});
