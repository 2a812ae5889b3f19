import { and, eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { cleanText, countWords } from '#core/text/index.ts';
import { rebuttal, rebuttalVersion } from '../rebuttal-tables.ts';
import { openRebuttal, type RebuttalPlace } from './open-rebuttal.ts';
import { keptAnswer } from './rebuttal-page.ts';
import { reviewsShown } from './reviews-shown.ts';

const mostText = 50_000;

/**
 * Keeps what those who applied write to the reviews, or hands it in. There is one answer for each application, which may be
 * changed until its window closes: each time it is handed in is a version, and the newest counts.
 * @param input.revision that the page began from
 * @returns the revision after it
 * @throws Refusal `signed-out`, `not-found`, `forbidden`; `invalid` at `text` (`rebuttal-empty`, `too-many-words`,
 *   `too-many-characters`); `closed` (`rebuttal-not-open`, `rebuttal-over`); `conflict` (`rebuttal-changed`)
 */
export async function saveRebuttal(
	ctx: Context,
	actor: Actor,
	input: RebuttalPlace & { text: string; revision: number; submit: boolean },
): Promise<number> {
	return transaction(ctx, async (tx) => {
		const open = await openRebuttal(tx, actor, input, 'application.write', { lock: true });
		const { standing, call, stage, window } = open;
		if (window.at === 'before') {
			throw new Refusal('closed', 'rebuttal-not-open', { params: { opens: window.opens ?? 0, zone: call.zone } });
		}
		if (window.at === 'over') throw new Refusal('closed', 'rebuttal-over');
		if (((await reviewsShown(tx, open, 'en')) ?? []).length === 0) throw new Refusal('closed', 'nothing-to-answer');
		const text = cleanText(input.text, { lines: true });
		checkText(text, stage.rebuttal.maxWords, input.submit);
		const kept = await keptAnswer(tx, input);
		const now = kept?.draft ?? kept?.handedIn?.text ?? '';
		if ((kept?.revision ?? 0) !== input.revision) {
			// Sent twice (a double click): the same stands there already.
			if (kept && now === text && (!input.submit || kept.draft === null)) return kept.revision;
			throw new Refusal('conflict', 'rebuttal-changed');
		}
		const revision = input.revision + 1;
		const id = kept?.id ?? newId();
		const same = kept?.handedIn?.text === text;
		const version = (kept?.handedIn?.version ?? 0) + (input.submit && !same ? 1 : 0);
		const row = {
			draft: input.submit || same ? null : text,
			revision,
			version,
			savedBy: personOf(actor) ?? null,
		};
		const { id: application } = standing.application;
		if (kept)
			await tx.db
				.update(rebuttal)
				.set(row)
				.where(and(eq(rebuttal.id, id)));
		else {
			const place = { callId: call.callId, stageId: stage.id, applicationId: application };
			await tx.db.insert(rebuttal).values({ id, ...place, ...row });
		}
		if (!input.submit || same) return revision;
		await tx.db
			.insert(rebuttalVersion)
			.values({ rebuttalId: id, version, text, personId: personOf(actor) ?? null, at: tx.clock.edition.now() });
		await record(tx, actor, {
			action: 'answer-reviews',
			subject: { type: 'application', id: application },
			scope: standing.scope,
			data: { stage: stage.id, version },
		});
		return revision;
	});
}

/** @throws Refusal `invalid` at `text` */
function checkText(text: string, maxWords: number, submit: boolean): void {
	const problem = (code: string, params = {}) => invalid([{ path: 'text', code, params }]);
	if (text.length > mostText) throw problem('too-many-characters', { characters: text.length, max: mostText });
	if (!submit) return;
	if (text === '') throw problem('rebuttal-empty');
	const words = countWords(text);
	if (words > maxWords) throw problem('too-many-words', { words, max: maxWords });
}
