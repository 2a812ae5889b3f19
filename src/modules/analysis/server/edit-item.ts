import { and, eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound } from '#core/refusal/index.ts';
import { languageOfText } from '#core/segmentation/language.ts';
import { cleanText } from '#core/text/index.ts';
import { givesAdvice } from '../advice.ts';
import { plainFault } from '../model/plain.ts';
import { saidItems } from '../report.ts';
import { holdAnalysis, inLedger } from './load.ts';
import { analysis, analysisEdit } from './tables.ts';

const mostWords = 800;

/**
 * Takes an item out of an analysis that waits (`remove`), says it in other words (`reword`), or as it was (`restore`). What is
 * reworded is shown as the editor's words. The editor is held to the same form: text and nothing else, no advice.
 * @throws Refusal `not-found`, `forbidden`; `conflict` `analysis-<state>`; `invalid` at `words`: `missing`, `too-long`, `link`,
 *   `markup`, `control`, `language`, `advice`
 */
export async function editItem(
	ctx: Context,
	actor: Actor,
	input: { analysisId: string; item: string } & ({ act: 'remove' | 'restore' } | { act: 'reword'; words: string }),
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const { row, article } = await holdAnalysis(tx, actor, 'analysis.approve', input.analysisId, [
			'generated',
			'in-review',
		]);
		const said = saidItems(row.result, row.method).find(({ id }) => id === input.item);
		if (!said) throw notFound('no-such-item');
		const words = input.act === 'reword' ? readWords(input.words, row.locale) : null;
		const of = and(eq(analysisEdit.analysisId, row.id), eq(analysisEdit.item, said.id));
		if (input.act === 'restore' || words === said.text) await tx.db.delete(analysisEdit).where(of);
		else {
			const edit = { words, at: tx.clock.edition.now(), personId: personOf(actor) ?? null };
			await tx.db
				.insert(analysisEdit)
				.values({ analysisId: row.id, item: said.id, ...edit })
				.onConflictDoUpdate({ target: [analysisEdit.analysisId, analysisEdit.item], set: edit });
		}
		await tx.db.update(analysis).set({ state: 'in-review' }).where(eq(analysis.id, row.id));
		await record(tx, actor, {
			action: `${input.act}-analysis-item`,
			...inLedger(article, row.id),
			data: { item: said.id },
		});
	});
}

function readWords(given: string, locale: 'en' | 'zh'): string {
	const words = cleanText(given, { lines: false });
	const at = (code: string, params?: Record<string, number>) =>
		invalid([{ path: 'words', code, ...(params ? { params } : {}) }]);
	if (words === '') throw at('missing');
	if (words.length > mostWords) throw at('too-long', { max: mostWords });
	const fault = plainFault(words);
	if (fault) throw at(fault);
	if (languageOfText(words) !== locale) throw at('language');
	if (givesAdvice(words, locale)) throw at('advice');
	return words;
}
