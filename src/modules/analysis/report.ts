import type { ModelFault } from '#core/language-model/wire.ts';
import type { TextAnalysis } from './analysis.ts';
import type { AnalysisItem, ReaderScore } from './item.ts';
import type { ModelAnalysis } from './model/model-analysis.ts';
import { textItems } from './text-items.ts';

/*
 * An analysis as it is kept, edited and shown. What a method said is never changed; an editor's changes lie over it.
 */

export const analysisMethods = ['text', 'model'] as const;
/** `text`: automatic text analysis, by rules and counts. `model`: a language model, checked. */
export type AnalysisMethod = (typeof analysisMethods)[number];

/**
 * Why the text analysis stands where a model was asked: the model's fault, or ours. `nothing-to-show`: nearly all of the
 * article was withheld from it. `not-public`: it was no longer public when its turn came.
 */
export type Fallback = ModelFault | 'too-little-left' | 'nothing-to-show' | 'not-public';

/** Where an analysis stands, as it is stored. */
export const storedStates = ['queued', 'generated', 'in-review', 'approved', 'rejected', 'withdrawn'] as const;
export type StoredState = (typeof storedStates)[number];

/** As it is shown: whether readers see it, or its article has moved on, follows from the article. */
export type AnalysisState = StoredState | 'published' | 'stale';

/** What was said. The text analysis is always there: numbered sentences, counts of the archive, and what remains if a model fails. */
export interface AnalysisResult {
	text: TextAnalysis;
	model?: ModelAnalysis;
}

/** What the reviewer examined, each ticked by hand: nobody approves without. */
export const examined = ['accuracy', 'plausibility', 'sources'] as const;
export type Examined = (typeof examined)[number];

/** An editor's change of an item. */
export interface ItemEdit {
	item: string;
	/** His words; null where he took it out. */
	words: string | null;
}

/** An item as it is shown, and whose words it is in. */
export interface ShownItem extends AnalysisItem {
	/** Reworded by the editor. */
	editors: boolean;
}

/**
 * The state that people are shown. An analysis is of a version: another public version hides it at once, whatever is stored.
 * Pure.
 */
export function shownState(
	stored: StoredState,
	version: number,
	article: { state: string; publishedVersion: number | null; newestVersion: number | null },
): AnalysisState {
	if (stored === 'rejected' || stored === 'withdrawn') return stored;
	const isPublic = article.state === 'published' && article.publishedVersion === version;
	if (stored === 'approved' && isPublic) return 'published';
	const newest = Math.max(article.publishedVersion ?? 0, article.newestVersion ?? 0);
	return version < newest && !isPublic ? 'stale' : stored;
}

/** All that a method said, before any edit. Pure. */
export function saidItems(result: AnalysisResult, method: AnalysisMethod): AnalysisItem[] {
	return method === 'model' && result.model ? result.model.items : textItems(result.text);
}

/** What is shown: without what was taken out, with the editor's words where he has some. Pure. */
export function shownItems(result: AnalysisResult, method: AnalysisMethod, edits: readonly ItemEdit[]): ShownItem[] {
	const byItem = new Map(edits.map((edit) => [edit.item, edit.words]));
	return saidItems(result, method).flatMap((item): ShownItem[] => {
		const words = byItem.get(item.id);
		if (words === null) return [];
		return [{ ...item, text: words ?? item.text, editors: words !== undefined }];
	});
}

/** The scores by reader, 0 to 10; `null` where the method abstains. Pure. */
export function scoresOf(result: AnalysisResult, method: AnalysisMethod): ReaderScore[] {
	if (method === 'model' && result.model) return result.model.readers;
	return result.text.readers.map(({ reader, relevance }) => ({ reader, score: relevance }));
}
