import { describe, expect, it } from 'vitest';
import { grantRelation, system, visitor } from '#core/access/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { applicationForAuthor, attachFile, submit } from '#modules/calls/server/index.ts';
import {
	edition,
	makeCall,
	makeDraft,
	organiser,
	person,
	refusalOf,
	secretary,
} from '#modules/calls/server/testing.ts';
import { type ScoreVisibility, scoreVisibilities } from '#modules/calls/stage.ts';
import {
	exportStage,
	fileForReviewer,
	myReviews,
	recuse,
	reviewPage,
	saveScore,
	scoresOfApplication,
	stageBoard,
	stageObjectId,
	unassign,
} from './index.ts';
import { reviewsGround } from './testing.ts';

const {
	start,
	afterClose,
	ctx,
	callOf,
	calls,
	jurors,
	author,
	now,
	ids,
	callOfPolicy,
	apply,
	score,
	board,
	assignAll,
} = await reviewsGround();

describe('who sees what', () => {
	it('another’s application is not there for a reviewer, by any way, and the try is in the ledger once', async () => {
		const call = callOfPolicy('own');
		const mine = await apply(call);
		const others = await apply(call, { title: 'Only for the others' });
		await assignAll(call, 'first', [mine], [ids[0] as string]);
		await assignAll(call, 'first', [others], [ids[1] as string]);
		const actor = await now(jurors[0] as never);
		const tries = [
			() => reviewPage(ctx, actor, { application: others }),
			() => saveScore(ctx, actor, { application: others, entries: [], revision: 0, submit: true }),
			() => recuse(ctx, actor, { application: others, reason: 'family', text: '' }),
			() => fileForReviewer(ctx, actor, { application: others, file: 'x' }),
			() => reviewPage(ctx, actor, { application: 'nothing' }),
		];
		for (const attempt of tries) expect(await refusalOf(attempt())).toMatchObject({ kind: 'not-found' });
		expect(JSON.stringify(await myReviews(ctx, actor))).not.toContain('Only for the others');
		const denied = (await historyOf(ctx, { type: 'application', id: others })).filter(
			({ action }) => action === 'denied',
		);
		expect(denied).toMatchObject([{ actor: `person:${ids[0]}` }]);
		expect(
			await refusalOf(stageBoard(ctx, actor, { desk: edition, call: 'call-own', stage: 'first', locale: 'en' })),
		).toMatchObject({
			kind: 'not-found',
		});
		expect(await scoresOfApplication(ctx, actor, { application: others, locale: 'en' })).toBeUndefined();
		for (const stranger of [author, person('stranger'), organiser]) {
			expect(await refusalOf(reviewPage(ctx, stranger, { application: mine }))).toMatchObject({ kind: 'not-found' });
		}
		expect(await refusalOf(reviewPage(ctx, visitor, { application: mine }))).toMatchObject({ kind: 'signed-out' });
		expect((await historyOf(ctx, { type: 'application', id: mine })).some(({ action }) => action === 'denied')).toBe(
			false,
		);
		await unassign(ctx, secretary, { call, stage: 'first', applications: [mine], people: [ids[0] as string] });
		expect(await refusalOf(reviewPage(ctx, await now(actor as never), { application: mine }))).toMatchObject({
			kind: 'not-found',
		});
		// Who assigns need not see what was scored.
		const plan = await board(call, 'first', secretary);
		expect(plan.may).toEqual({ assign: true, read: false });
		expect(plan.rows.every(({ aggregate }) => aggregate === null)).toBe(true);
		expect(
			await refusalOf(exportStage(ctx, secretary, { desk: edition, call: 'call-own', stage: 'first', locale: 'en' })),
		).toMatchObject({ kind: 'forbidden' });
	});

	it('a file is there for a reviewer only when its field is for reviewers', async () => {
		for (const visible of [true, false]) {
			const field = { id: 'supporting', visibleTo: visible ? ('reviewers' as const) : ('organisers' as const) };
			const { stages, form: read } = callOf('own');
			const call = await makeCall(ctx, {
				slug: `files-${visible}`,
				stages,
				form: { ...read, fields: read.fields.map((one) => (one.id === field.id ? { ...one, ...field } : one)) },
			});
			calls[`files-${visible}`] = call;
			const object = { type: 'stage', id: stageObjectId(call, 'first') } as const;
			await grantRelation(ctx, system('test'), ids[0] as string, 'reviewer', object, edition);
			ctx.setNow(start);
			const draft = await makeDraft(ctx, call, author);
			const file = { name: 'figures.pdf', bytes: 1000, digest: 'a'.repeat(64), mediaType: 'application/pdf' };
			const { answer } = await attachFile(ctx, author, { draft, field: 'supporting', file });
			const { application } = await submit(ctx, author, { draft });
			ctx.setNow(afterClose);
			await assignAll(call, 'first', [application], [ids[0] as string]);
			const actor = await now(jurors[0] as never);
			const asked = fileForReviewer(ctx, actor, { application, file: answer.file });
			if (visible) expect(await asked).toMatch(/^\w{20,}$/);
			else expect(await refusalOf(asked)).toMatchObject({ kind: 'not-found' });
			expect(JSON.stringify(await reviewPage(ctx, actor, { application })).includes('figures.pdf')).toBe(visible);
		}
	});

	const table: [ScoreVisibility, { before: boolean; after: boolean }][] = [
		['own', { before: false, after: false }],
		['after-own', { before: false, after: true }],
		['panel', { before: true, after: true }],
		['when-all-in', { before: false, after: false }],
	];
	it('covers every policy', () => expect(table.map(([policy]) => policy)).toEqual([...scoreVisibilities]));
	for (const [policy, sees] of table) {
		it(`scores of others, where the policy is '${policy}'`, async () => {
			const call = callOfPolicy(policy);
			const application = await apply(call);
			await assignAll(call, 'first', [application]);
			await score(1, application, { novelty: 7, clarity: 3 }, { text: 'A secret remark.' });
			const seen = async () => {
				const page = await reviewPage(ctx, await now(jurors[0] as never), { application });
				// Never who it was.
				expect(JSON.stringify(page)).not.toMatch(new RegExp(`Secretname|${ids[1]}`));
				const shown = page.others !== null;
				expect(JSON.stringify(page).includes('A secret remark.')).toBe(shown);
				return shown;
			};
			expect(await seen()).toBe(sees.before);
			await score(0, application, { novelty: 1 }, { submit: false });
			expect(await seen()).toBe(sees.before);
			await score(0, application, { novelty: 1, clarity: 1 });
			expect(await seen()).toBe(sees.after);
			const own = await applicationForAuthor(ctx, author, { application, locale: 'en' });
			expect(JSON.stringify(own)).not.toMatch(/A secret remark|novelty/);
		});
	}
});

// The last one: who once stands in an application together with its authors judges none of theirs any more.
