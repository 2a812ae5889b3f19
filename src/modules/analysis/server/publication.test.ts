import { describe, expect, test } from 'vitest';
import { Refusal } from '#core/refusal/index.ts';
import { articleForEditing, publishArticle, retractArticle, saveDraft } from '#modules/newsroom/server/index.ts';
import {
	analysePublished,
	approveRehearsed,
	articleAnalyses,
	rehearseApprovals,
	reopenAnalysis,
	withdrawAnalysis,
} from './index.ts';
import { body, draft, modelDesk, refusal } from './testing.ts';

const { base, editor, writer, begun, published, generate, approve, seen, desk, asked } = await modelDesk();

describe('from publication to readers', () => {
	test('each language is analysed when it comes out, and nobody sees it before a named editor has approved', async () => {
		const { articleId } = await published();
		await base.runJobs();
		const { analyses } = await articleAnalyses(base, editor, articleId, 'en');
		expect(analyses.map(({ locale, state, method }) => [locale, state, method]).sort()).toEqual([
			['en', 'generated', 'text'],
			['zh', 'generated', 'text'],
		]);
		expect(await seen(articleId)).toBeUndefined();
		const english = analyses.find(({ locale }) => locale === 'en')?.id as string;
		await approve(english);
		expect(await seen(articleId)).toMatchObject({
			method: 'text',
			model: null,
			version: 1,
			reviewer: 'Test Editor',
			edited: { removed: 0, reworded: 0 },
		});
		expect(await seen(articleId, 'zh')).toBeUndefined();
		expect((await desk(articleId, english)).state).toBe('published');
		// The job that comes twice makes nothing twice.
		await analysePublished(base, { articleId, version: 1, what: 'published' });
		expect((await articleAnalyses(base, editor, articleId, 'en')).analyses).toHaveLength(2);
	});

	test('a new public version hides it at once, a retraction too, and the old one can not be approved any more', async () => {
		const { articleId } = await published();
		const { analysisId } = await generate(base, articleId);
		const second = await generate(base, articleId, { locale: 'zh' });
		await approve(analysisId);
		expect(await seen(articleId)).toBeDefined();
		const { revision } = await articleForEditing(base, editor, articleId);
		const content = draft('Changed', { ...body, en: `${body.en} It was changed.` });
		const saved = await saveDraft(base, editor, { articleId, revision, content });
		expect(await seen(articleId)).toBeDefined();
		await publishArticle(base, editor, { articleId, revision: saved.revision });
		expect(await seen(articleId)).toBeUndefined();
		expect((await desk(articleId, analysisId)).state).toBe('stale');
		expect(await refusal(approve(second.analysisId))).toBe('conflict analysis-stale');
		const third = await generate(base, articleId);
		await approve(third.analysisId);
		expect((await seen(articleId))?.version).toBe(2);
		await retractArticle(base, editor, { articleId, reason: { en: 'Wrong.', zh: '有误。' } });
		expect(await seen(articleId)).toBeUndefined();
	});

	test('it may be approved before its article is out, and comes out with it', async () => {
		const article = await begun();
		const { analysisId } = await generate(base, article.articleId);
		await approve(analysisId);
		expect(await seen(article.articleId)).toBeUndefined();
		await publishArticle(base, editor, article);
		expect(await seen(article.articleId)).toMatchObject({ id: analysisId });
	});

	test('withdrawn it is gone at once, and may be examined again; another one approved takes its place', async () => {
		const { articleId } = await published();
		const { analysisId } = await generate(base, articleId);
		await approve(analysisId);
		expect(await refusal(withdrawAnalysis(base, editor, { analysisId, reason: ' ' }))).toBe('invalid missing');
		await withdrawAnalysis(base, editor, { analysisId, reason: 'A mistake in it.' });
		expect(await seen(articleId)).toBeUndefined();
		await reopenAnalysis(base, editor, analysisId);
		await approve(analysisId);
		const model = await asked(articleId);
		await approve(model.id);
		expect(await seen(articleId)).toMatchObject({ id: model.id, method: 'model', model: 'demo-1' });
		expect((await desk(articleId, analysisId)).state).toBe('withdrawn');
	});
});

describe('in a rehearsal', () => {
	test('the text analysis of its own articles is approved by one of its people, with his rights, and nothing else is', async () => {
		const [own, other] = [await begun(), await begun()];
		await rehearseApprovals(base, { articles: [own.articleId], personId: editor.personId });
		for (const article of [own, other]) {
			const { version } = await publishArticle(base, editor, article);
			const told = { articleId: article.articleId, version, what: 'published' as const };
			await analysePublished(base, told);
			await approveRehearsed(base, told);
			await approveRehearsed(base, told);
		}
		expect(await seen(own.articleId)).toMatchObject({ reviewer: 'Test Editor' });
		expect(await seen(own.articleId, 'zh')).toBeDefined();
		expect(await seen(other.articleId)).toBeUndefined();
		const real = { ...base, clock: { ...base.clock, rehearsal: false } };
		await expect(rehearseApprovals(real, { articles: [other.articleId], personId: editor.personId })).rejects.toThrow();
		// Somebody without the right approves nothing, cast or not.
		const third = await begun();
		await rehearseApprovals(base, { articles: [third.articleId], personId: writer.personId });
		await publishArticle(base, editor, third);
		await analysePublished(base, { articleId: third.articleId, version: 1, what: 'published' });
		await expect(approveRehearsed(base, { articleId: third.articleId, version: 1, what: 'published' })).rejects.toThrow(
			Refusal,
		);
	});
});
