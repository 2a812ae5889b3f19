import { describe, expect, test } from 'vitest';
import { system, visitor } from '#core/access/index.ts';
import { publishArticle, retractArticle, saveDraft } from '#modules/newsroom/server/index.ts';
import { expectSameCost } from '../../../../tests/setup/queries.ts';
import { examined } from '../report.ts';
import {
	approveAnalysis,
	articleAnalyses,
	editItem,
	generateAnalysis,
	rejectAnalysis,
	waitingAnalyses,
	analysisPersonData,
	analysisForDesk,
} from './index.ts';
import { analysisDesk, body, draft, refusal } from './testing.ts';

const { base, editor, writer, reviewer, outsider, published, generate, approve, seen, desk } = await analysisDesk();

describe('examining', () => {
	test('every point of the examination is ticked, by a person, and rejecting says why', async () => {
		const { articleId } = await published();
		const { analysisId } = await generate(base, articleId);
		expect(await refusal(approveAnalysis(base, editor, { analysisId, checklist: ['accuracy'] }))).toBe(
			'invalid not-examined',
		);
		expect(await refusal(approveAnalysis(base, system('cron'), { analysisId, checklist: examined }))).toBe(
			'forbidden named-editor-only',
		);
		await rejectAnalysis(base, editor, { analysisId, reason: 'It misses the point.' });
		expect(await refusal(approve(analysisId))).toBe('conflict analysis-rejected');
		expect(await desk(articleId, analysisId)).toMatchObject({ state: 'rejected', reason: 'It misses the point.' });
		// Asked again after a rejection, it is made again.
		expect((await generate(base, articleId)).made).toBe(true);
	});

	test('nobody approves other words than he had before him', async () => {
		const { articleId } = await published();
		const { analysisId } = await generate(base, articleId);
		const { items, wording } = await desk(articleId, analysisId);
		const item = items.find(({ kind }) => kind === 'summary')?.id as string;
		await editItem(base, editor, { analysisId, item, act: 'reword', words: 'A ministry ordered satellites.' });
		const say = (seenAs: string) =>
			refusal(approveAnalysis(base, editor, { analysisId, checklist: examined, wording: seenAs }));
		expect(await say(wording)).toBe('conflict analysis-reworded');
		expect(await say('')).toBe('conflict analysis-reworded');
		expect(await seen(articleId)).toBeUndefined();
		const now = await desk(articleId, analysisId);
		expect(await say(now.wording)).toBe('done');
		// As it was is as it was.
		const again = (await generate(base, (await published()).articleId)).analysisId;
		await editItem(base, editor, { analysisId: again, item, act: 'remove' });
		await editItem(base, editor, { analysisId: again, item, act: 'restore' });
		expect(await refusal(approveAnalysis(base, editor, { analysisId: again, checklist: examined, wording }))).toBe(
			'done',
		);
	});

	test('an editor takes out and rewords; his words are marked, held to the same form, and the ledger has both', async () => {
		const { articleId } = await published();
		const { analysisId } = await generate(base, articleId);
		const { items } = await desk(articleId, analysisId);
		const [first, second] = items.filter(({ kind }) => kind === 'summary').map(({ id }) => id) as [string, string];
		await editItem(base, editor, { analysisId, item: first, act: 'remove' });
		await editItem(base, editor, { analysisId, item: second, act: 'reword', words: 'A ministry ordered satellites.' });
		for (const [words, code] of [
			['', 'missing'],
			['See https://evil.example/x', 'link'],
			['**Bold**', 'markup'],
			['国防部订购了卫星。', 'language'],
			['Investors should buy the shares.', 'advice'],
			['x'.repeat(801), 'too-long'],
		] as const) {
			expect(await refusal(editItem(base, editor, { analysisId, item: second, act: 'reword', words })), code).toBe(
				`invalid ${code}`,
			);
		}
		expect(await refusal(editItem(base, editor, { analysisId, item: 'summary.99', act: 'remove' }))).toBe(
			'not-found no-such-item',
		);
		await approve(analysisId);
		const shown = await seen(articleId);
		expect(shown?.edited).toEqual({ removed: 1, reworded: 1 });
		expect(shown?.items.find(({ id }) => id === first)).toBeUndefined();
		expect(shown?.items.find(({ id }) => id === second)).toMatchObject({
			text: 'A ministry ordered satellites.',
			editors: true,
		});
		expect(await refusal(editItem(base, editor, { analysisId, item: second, act: 'restore' }))).toBe(
			'conflict analysis-approved',
		);
		const { rows } = await base.byHand(
			"select data from ledger_event where action = 'approve-analysis' and subject_id = $1",
			[analysisId],
		);
		expect(rows[0].data).toMatchObject({ removed: [first], reworded: [second] });
		const own = (await analysisPersonData.export(base, editor.personId)) as { edited: unknown[]; decided: unknown[] };
		expect(own.edited.length).toBeGreaterThanOrEqual(2);
	});

	test('the same of the same is made once, however often and whoever asks at once', async () => {
		const { articleId } = await published();
		const many = await Promise.all(Array.from({ length: 4 }, () => generate(base, articleId)));
		expect(new Set(many.map(({ analysisId }) => analysisId)).size).toBe(1);
	});

	test('the server refuses: a visitor signs in, an outsider finds nothing, an insider is told why', async () => {
		const { articleId } = await published();
		const { analysisId } = await generate(base, articleId);
		const acts = (actor: typeof editor | typeof visitor) => [
			() => generateAnalysis(base, actor, { articleId, locale: 'en', method: 'text', of: 'public' }),
			() => approveAnalysis(base, actor, { analysisId, checklist: examined }),
			() => rejectAnalysis(base, actor, { analysisId, reason: 'No' }),
			() => editItem(base, actor, { analysisId, item: 'summary.1', act: 'remove' }),
			() => analysisForDesk(base, actor, { analysisId, articleId, locale: 'en' }),
			() => articleAnalyses(base, actor, articleId, 'en'),
			() => waitingAnalyses(base, actor, 'en'),
		];
		for (const [actor, kind] of [
			[visitor, 'signed-out'],
			[outsider, 'not-found'],
			[reviewer, 'forbidden'],
		] as const) {
			for (const act of acts(actor)) expect((await refusal(act())).split(' ')[0]).toBe(kind);
		}
		// A secretary may have it made; approving is for editors and organisers.
		expect(await refusal(approveAnalysis(base, writer, { analysisId, checklist: examined }))).toBe(
			'forbidden not-yours-to-do',
		);
		expect((await seen(articleId)) === undefined).toBe(true);
		const other = await published();
		expect(await refusal(analysisForDesk(base, editor, { analysisId, articleId: other.articleId, locale: 'en' }))).toBe(
			'not-found not-found',
		);
	});

	test('what waits is not crowded out by what is stale, retracted, or of another newsroom', async () => {
		const { articleId, revision } = await published();
		const old = await generate(base, articleId);
		const content = draft('Changed', { ...body, en: `${body.en} It was changed.` });
		const saved = await saveDraft(base, editor, { articleId, revision, content });
		await publishArticle(base, editor, { articleId, revision: saved.revision });
		const foreign = await published();
		const theirs = await generate(base, foreign.articleId);
		await base.byHand(`update article set organisation_id = 'elsewhere', edition_id = null where id = $1`, [
			foreign.articleId,
		]);
		const withdrawn = await published();
		const taken = await generate(base, withdrawn.articleId);
		await retractArticle(base, editor, { articleId: withdrawn.articleId, reason: { en: 'Wrong.', zh: '有误。' } });
		for (const id of [old.analysisId, theirs.analysisId, taken.analysisId]) {
			await base.byHand(
				`insert into analysis (id, article_id, article_version, locale, state, asked, method, input_digest, at, checklist)
				select id || '-' || n, article_id, article_version, locale, state, asked, method, input_digest, at, checklist
				from analysis, generate_series(1, 300) n where id = $1`,
				[id],
			);
		}
		try {
			const fresh = await generate(base, articleId);
			const waiting = await waitingAnalyses(base, editor, 'en');
			expect(waiting.map(({ id }) => id)).toContain(fresh.analysisId);
			const not = [foreign.articleId, withdrawn.articleId];
			expect(waiting.filter((one) => not.includes(one.articleId) || one.state === 'stale')).toEqual([]);
			expect(waiting.filter((one) => one.articleId === articleId)).toHaveLength(1);
			expect((await desk(articleId, old.analysisId)).state).toBe('stale');
		} finally {
			await base.byHand(`delete from analysis where id ~ '-[0-9]{1,3}$'`);
		}
	});

	test('a list of what waits costs the same however long it is', async () => {
		let there = (await waitingAnalyses(base, editor, 'en')).length;
		await expectSameCost(
			base,
			async (length) => {
				for (; there < length; there += 1) await generate(base, (await published()).articleId);
			},
			async () => (await waitingAnalyses(base, editor, 'en')).length,
			10,
		);
	});
});
