import { afterAll } from 'vitest';
import type { Context } from '#core/context/index.ts';
import { loadConfig } from '#core/config/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { createArticle, publishArticle } from '#modules/newsroom/server/index.ts';
import { newsroomGround, person, wholeDraft } from '#modules/newsroom/server/testing.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { type SeenRequest, startModelServer } from '../../../../tests/setup/language-model.ts';
import { examined } from '../report.ts';
import type { RawAnswer } from '../model/answer.ts';
import { makeQueued } from './generate.ts';
import {
	analysePublished,
	analysisForDesk,
	approveAnalysis,
	forgetArticle,
	generateAnalysis,
	type GenerateInput,
	publicAnalysis,
} from './index.ts';

/* For tests: a newsroom whose articles are analysed, and a model that answers out of the article it was sent. */

/** What the articles of these tests say: something for each kind of reader. */
export const body = {
	en: 'The ministry awarded a contract for three reconnaissance satellites worth 120 million euros. The contractor will deliver them by 2024. Parliament must still approve the export licence. Investors asked when the company will report its revenue. Insurers said premiums for launches rose.',
	zh: '国防部授予一份三颗侦察卫星的采购合同，总额一亿二千万欧元。承包商须在2024年前交付。议会尚须批准出口许可证。投资者询问公司何时公布营收。保险公司表示发射保费上升。',
};

/** A whole article of that text in both languages. */
export function draft(title: string, text = body) {
	const whole = wholeDraft(title);
	return {
		...whole,
		texts: {
			en: { ...whole.texts?.en, title, standfirst: 'A contract for satellites.', body: text.en, ready: true },
			zh: { ...whole.texts?.zh, title: `${title}卫星合同`, standfirst: '一份卫星合同。', body: text.zh, ready: true },
		},
	};
}

/** How a use case was refused, as `kind code`; `done` when it was not. */
export const refusal = (work: Promise<unknown>) =>
	work.then(
		() => 'done',
		(error: unknown) => {
			if (!(error instanceof Refusal)) throw error;
			return [error.kind, error.problems[0]?.code ?? error.code].join(' ');
		},
	);

/** A newsroom with its people, and what one does there with analyses. Call it at the top of a test file. */
export async function analysisDesk() {
	const base = await testContext({
		at: Date.UTC(2021, 9, 20, 4),
		jobs: {
			'article-published': async (ctx, data) => analysePublished(ctx, data as never),
			'article-discarded': (ctx, { articleId }) => forgetArticle(ctx, String(articleId)),
			'make-analysis': async (ctx, data) => makeQueued({ ...ctx, config: ctx.config }, String(data.analysis), [1]),
		},
	});
	const ground = await newsroomGround(base);
	const editor = await person(base, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });
	const writer = await person(base, 'Writer', { name: 'secretary', type: 'edition', id: ground.edition });
	const reviewer = await person(base, 'Reviewer', { name: 'reviewer', type: 'edition', id: ground.edition });
	const outsider = await person(base, 'Outsider');
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
	const generate = (ctx: Context, articleId: string, more: Partial<GenerateInput> = {}) =>
		generateAnalysis(ctx, editor, { articleId, locale: 'en', method: 'text', of: 'public', ...more });
	const approve = (analysisId: string) => approveAnalysis(base, editor, { analysisId, checklist: examined });
	const seen = (articleId: string, locale: 'en' | 'zh' = 'en') => publicAnalysis(base, { articleId, locale });
	const desk = (articleId: string, analysisId: string) =>
		analysisForDesk(base, editor, { articleId, analysisId, locale: 'en' });
	return { base, ground, editor, writer, reviewer, outsider, begun, published, generate, approve, seen, desk };
}

/** The same with a language model of our own beside it. */
export async function modelDesk() {
	const newsroom = await analysisDesk();
	const { base, generate, desk } = newsroom;
	const server = await startModelServer((request) => honestAnswer(request));
	afterAll(() => server.close());
	const withModel: Context = {
		...base,
		config: loadConfig({ DATA_DIR: base.config.dataDir, ORRERY_LLM_URL: server.url, ORRERY_LLM_MODEL: 'demo-1' }),
	};
	withModel.config.llmTimeout = 0.5;
	/** Asks the model and answers what became of it. */
	async function asked(articleId: string, more: Partial<GenerateInput> = {}) {
		const { analysisId } = await generate(withModel, articleId, { method: 'model', ...more });
		await makeQueued(withModel, analysisId, [1]);
		return desk(articleId, analysisId);
	}
	return { ...newsroom, server, withModel, asked };
}

/** The sentences that a request shows, by number. */
export function sentencesOf(request: SeenRequest): Map<number, string> {
	const data = request.body.messages.find(({ content }) => content.startsWith('DATA '))?.content ?? '';
	return new Map([...data.matchAll(/^S(\d+) (.+)$/gm)].map(([, number, text]) => [Number(number), text as string]));
}

/** An answer out of the article's own words, which holds; with more in it where a test wants that. */
export function honestAnswer(request: SeenRequest, more: Partial<RawAnswer> = {}): RawAnswer {
	const sentences = [...sentencesOf(request)].filter(([, text]) => text !== '(not shown)');
	const say = (at: number) => {
		const [sentence, text] = sentences[at % sentences.length] as [number, string];
		return { text, evidence: [{ sentence, quote: text }] };
	};
	return {
		readers: ['industry', 'finance', 'policy'].map((reader, at) => ({
			reader,
			abstain: false,
			score: 6 + at,
			rationale: [say(at)],
			summary: [say(at + 1)],
		})),
		summary: [say(0), say(2)],
		trends: [],
		questions: [say(1)],
		...more,
	};
}
