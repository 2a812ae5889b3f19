import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, type Relation, system, visitor } from '#core/access/index.ts';
import { inProject } from '#core/paths/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { importBundle } from '#modules/editions/server/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { mostPerDay } from '../enquiry.ts';
import { answerEnquiry, ask, handOver, listEnquiries, openEnquiries, readEnquiry, settleEnquiry } from './index.ts';

const ctx = await testContext();
let edition: string;
let secretary: Actor;
const person = (id: string, ...relations: Relation[]): Actor => ({
	kind: 'person',
	personId: id,
	relations,
	via: 'session',
});

beforeAll(async () => {
	const calls = { save: async () => undefined, read: async () => [], moveWindow: async () => undefined };
	const report = await importBundle(ctx, system('test'), inProject('editions', 'ipspace-2021'), { calls });
	edition = report.editionId as string;
	secretary = person('secretary', { relation: 'secretary', on: 'edition', id: edition });
});

let count = 0;
const write = (change: Record<string, string> = {}, actor: Actor = visitor) =>
	ask(ctx, actor, {
		edition,
		locale: 'zh',
		ip: `198.51.100.${count % 250}`,
		role: 'students',
		name: '  Freya  Larkfield ',
		email: `asker${count++}@gulf.example`,
		subject: 'Support',
		text: 'Is there any?\n\nThank you',
		...change,
	});
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => expect.unreachable(),
		(error: unknown) => {
			if (error instanceof Refusal) return error;
			throw error;
		},
	);
const newest = async () => {
	const list = await listEnquiries(ctx, secretary, { edition, state: 'open' });
	return list.items.at(-1)?.id as string;
};
const mails = async () =>
	(
		await ctx.byHand(
			"select to_address, subject, text, locale from mail where kind = 'enquiry-answer' order by queued_at",
		)
	).rows;

describe('asking', () => {
	it('takes a question of anybody and names it by a reference; the text stays as it was written', async () => {
		const reference = await write();
		expect(reference).toMatch(/^E-[A-Z0-9]{8}$/);
		const found = await readEnquiry(ctx, secretary, { edition, enquiry: await newest() });
		expect(found).toMatchObject({
			reference,
			name: 'Freya Larkfield',
			text: 'Is there any?\n\nThank you',
			state: 'open',
			locale: 'zh',
			answers: [],
		});
	});

	it('names every wrong field at once', async () => {
		const { problems } = await refusal(
			write({ name: ' ', email: 'nobody', subject: 'x'.repeat(201), text: '', website: 'http://x' }),
		);
		expect(problems).toEqual([
			{ path: 'name', code: 'missing' },
			{ path: 'email', code: 'not-an-address' },
			{ path: 'subject', code: 'too-long', params: { max: 200 } },
			{ path: 'text', code: 'missing' },
			{ path: 'website', code: 'leave-empty' },
		]);
		expect((await refusal(write({ role: 'emperor' }))).problems).toEqual([{ path: 'role', code: 'unknown-role' }]);
	});

	it('takes five a day of one address, also when they come at once', async () => {
		const tries = await Promise.allSettled(
			Array.from({ length: mostPerDay + 3 }, (_, n) => write({ email: 'Many@gulf.example', text: `Question ${n}` })),
		);
		expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(mostPerDay);
		expect((await refusal(write({ email: 'many@gulf.example' }))).code).toBe('enquiries-of-a-day');
	});

	it('takes what is sent twice once, and names it by the same reference', async () => {
		const same = { email: 'twice@gulf.example', text: 'Sent by a double click' };
		const references = await Promise.all([write(same), write(same), write(same)]);
		expect(new Set(references).size).toBe(1);
		const { rows } = await ctx.byHand("select count(*)::int as n from enquiry where email = 'twice@gulf.example'");
		expect(rows[0].n).toBe(1);
		expect(await write({ ...same, text: 'Another question' })).not.toBe(references[0]);
	});

	it('knows nobody to ask while the edition is in preparation', async () => {
		await ctx.byHand("update edition set state = 'in-preparation' where id = $1", [edition]);
		expect((await refusal(write())).kind).toBe('not-found');
		await ctx.byHand("update edition set state = 'published' where id = $1", [edition]);
		await write();
	});
});

it('one network can not fill the desk under many invented addresses', async () => {
	const tries = await Promise.allSettled(Array.from({ length: 40 }, () => write({ ip: '203.0.113.7' })));
	expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
	expect((await refusal(write({ ip: '203.0.113.7' }))).code).toBe('try-again-later');
});

describe('the desk', () => {
	it('answers by mail in the language of the question, once for each answer', async () => {
		await write({ subject: '资助', email: 'one@gulf.example' });
		const enquiry = await newest();
		await answerEnquiry(ctx, secretary, { enquiry, text: '有名额有限的资助。', seen: 0 });
		const twice = await refusal(answerEnquiry(ctx, secretary, { enquiry, text: '重复', seen: 0 }));
		expect(twice.code).toBe('answered-meanwhile');
		const sent = await mails();
		expect(sent).toHaveLength(1);
		expect(sent[0]).toMatchObject({ to_address: 'one@gulf.example', locale: 'zh' });
		expect(sent[0].text).toContain('有名额有限的资助。');
		expect(sent[0].text).toContain('Is there any?');
		expect((await readEnquiry(ctx, secretary, { edition, enquiry })).state).toBe('answered');
	});

	it('settles, opens again and hands over, and the ledger holds neither text nor who asked', async () => {
		await write({ subject: 'Unique-subject', name: 'Unique-name', email: 'unique@gulf.example' });
		const enquiry = await newest();
		const before = await openEnquiries(ctx, edition);
		await settleEnquiry(ctx, secretary, { enquiry, state: 'closed' });
		expect(await openEnquiries(ctx, edition)).toBe(before - 1);
		await settleEnquiry(ctx, secretary, { enquiry, state: 'open' });
		await handOver(ctx, secretary, { enquiry, role: 'press' });
		expect((await refusal(handOver(ctx, secretary, { enquiry, role: 'nobody' }))).problems[0]?.code).toBe(
			'unknown-role',
		);
		const press = await listEnquiries(ctx, secretary, { edition, state: 'open', role: 'press' });
		expect(press.items.map(({ id }) => id)).toEqual([enquiry]);
		const { rows } = await ctx.byHand(
			'select action, row_to_json(ledger_event)::text as whole from ledger_event where subject_id = $1 order by at',
			[enquiry],
		);
		expect(rows.map((row) => row.action).sort()).toEqual(['ask', 'close', 'hand-over', 'reopen']);
		expect(rows.map((row) => row.whole).join()).not.toMatch(/unique/i);
	});

	it('is closed to others: nothing is there for an outsider, a reviewer is told why', async () => {
		await write();
		const enquiry = await newest();
		const reviewer = person('r', { relation: 'reviewer', on: 'edition', id: edition });
		const elsewhere = person('s', { relation: 'secretary', on: 'edition', id: 'another' });
		for (const [actor, kind] of [
			[visitor, 'signed-out'],
			[person('p'), 'not-found'],
			[elsewhere, 'not-found'],
			[reviewer, 'forbidden'],
		] as const) {
			expect((await refusal(readEnquiry(ctx, actor, { edition, enquiry }))).kind).toBe(kind);
			expect((await refusal(listEnquiries(ctx, actor, { edition, state: 'open' }))).kind).toBe(kind);
			expect((await refusal(answerEnquiry(ctx, actor, { enquiry, text: 'x', seen: 0 }))).kind).toBe(kind);
			expect((await refusal(settleEnquiry(ctx, actor, { enquiry, state: 'closed' }))).kind).toBe(kind);
		}
	});

	it('lists one and sixty with the same number of statements, sixty on two pages', async () => {
		const few = await ctx.countStatements(() => listEnquiries(ctx, secretary, { edition, state: 'closed' }));
		for (let i = 0; i < 60; i++) await write({ role: 'privacy' });
		const list = () => listEnquiries(ctx, secretary, { edition, state: 'open', role: 'privacy' });
		expect(await ctx.countStatements(list)).toBe(few);
		const { items, pages, counts } = await list();
		expect([items.length, pages, counts.open]).toEqual([50, 2, 60]);
	});
});
