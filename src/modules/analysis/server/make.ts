import { createHash } from 'node:crypto';
import type { Context } from '#core/context/index.ts';
import { randomText } from '#core/ids/index.ts';
import { askModel } from '#core/language-model/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { ArticleContent } from '#modules/newsroom/article.ts';
import { canonical } from '#modules/editions/merge.ts';
import { givesAdvice } from '../advice.ts';
import type { TextAnalysis } from '../analysis.ts';
import { answerSchemaFor, schemaVersion } from '../model/answer.ts';
import { archiveLines } from '../model/archive-lines.ts';
import { checkAnswer, enoughIsLeft } from '../model/check-answer.ts';
import { instructsMachine } from '../model/instructions.ts';
import { personalData } from '../model/personal-data.ts';
import { conversation, promptVersion, tellingPieces } from '../model/prompt.ts';
import { readerProfiles } from '../profiles.ts';
import type { AnalysisMethod, AnalysisResult, Fallback } from '../report.ts';
import type { ArchiveEntry } from './archive.ts';
import { analyseText, analysisVersion } from './text-method.ts';

/** What an analysis is made from. */
export interface Material {
	content: ArticleContent;
	/** Digest of the article's version. */
	digest: string;
	locale: Locale;
	/** Month of its publication, or of now. */
	month: string;
	archive: readonly ArchiveEntry[];
}

export interface Made {
	method: AnalysisMethod;
	result: AnalysisResult;
	/** Why it is not of the model that was asked. */
	fallback?: Fallback;
}

/** Most tokens that a model's answer may have. */
const mostTokens = 6000;

/**
 * A name for all that an analysis depends on: the same name, the same analysis, so it need not be made again. Pure but for
 * the settings.
 */
export function inputDigest(ctx: Pick<Context, 'config'>, asked: AnalysisMethod, material: Material): string {
	const { digest, locale, month, archive } = material;
	const model =
		asked === 'model' ? [ctx.config.llmUrl, ctx.config.llmModel, promptVersion, schemaVersion, mostTokens] : [];
	const known = archive.map((one) => [one.article, one.digest, one.month]);
	return createHash('sha256')
		.update(canonical([asked, digest, locale, month, analysisVersion, known, model]) ?? '')
		.digest('hex');
}

/**
 * Makes an analysis: always that of the text, and by a model where one is asked for and what it says holds. Never inside a
 * transaction. Whatever the model does, there is a result.
 * @param pauses before another call, for tests
 */
export async function makeAnalysis(
	ctx: Context,
	asked: AnalysisMethod,
	material: Material,
	pauses?: readonly number[],
): Promise<Made> {
	const { content, locale, month, archive } = material;
	const words = content.texts[locale];
	if (!words) throw new Error(`the article has no ${locale}`);
	const text = await analyseText(ctx, { ...words, locale, month, topics: content.topics }, archive);
	if (asked === 'text') return { method: 'text', result: { text } };
	const said = await askAboutText(ctx, text, archive, pauses);
	if ('fallback' in said) {
		ctx.log.info('analysis-fell-back', { fallback: said.fallback });
		return { method: 'text', result: { text, ...(said.model ? { model: said.model } : {}) }, fallback: said.fallback };
	}
	return { method: 'model', result: { text, model: said.model } };
}

type Said =
	| { model: NonNullable<AnalysisResult['model']> }
	| { fallback: Fallback; model?: NonNullable<AnalysisResult['model']> };

async function askAboutText(
	ctx: Context,
	text: TextAnalysis,
	archive: readonly ArchiveEntry[],
	pauses: readonly number[] | undefined,
): Promise<Said> {
	const { sentences } = text.text;
	const withheld = sentences
		.filter((sentence) => instructsMachine(sentence.text) || personalData(sentence.text))
		.map(({ number }) => number);
	// The title alone is no article.
	if (sentences.length - withheld.length < 3) return { fallback: 'nothing-to-show' };
	const readers = readerProfiles;
	const keys = readers.map(({ key }) => key) as [string, ...string[]];
	const lines = archiveLines(text, archive);
	const mark = randomText(24);
	const asked = await askModel(ctx, {
		messages: conversation({ text: text.text, withheld, archive: lines, readers, mark }),
		schema: answerSchemaFor(keys),
		schemaName: 'analysis',
		maxTokens: mostTokens,
		...(pauses ? { pauses } : {}),
	});
	if (!asked.ok) return { fallback: asked.fault };
	const shown = {
		text: text.text,
		withheld,
		archive: new Map(lines.map((one) => [one.id, one])),
		secrets: tellingPieces(text.locale, readers, mark),
	};
	const checked = checkAnswer(asked.value, shown, givesAdvice);
	for (const { kind, reader, reason } of checked.dropped) {
		ctx.log.info('analysis-statement-dropped', { kind, reader, reason, model: asked.model });
	}
	const model = {
		method: 'model' as const,
		model: asked.model,
		promptVersion,
		schemaVersion,
		...checked,
		withheld,
	};
	return enoughIsLeft(checked) ? { model } : { fallback: 'too-little-left', model };
}
