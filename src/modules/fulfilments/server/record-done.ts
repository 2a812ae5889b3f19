import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { removeFiles, storeUpload, type Upload } from '#core/files/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { fulfilmentsToCome } from '#modules/calls/fulfilment-rule.ts';
import { change, demandOpen, type FulfilmentRow, openFulfilment } from './load.ts';
import { tellApplicant } from './tell-applicant.ts';

/** Most characters of a note. */
export const mostNote = 2000;

/**
 * Why somebody can't say by himself that it is done, or null: an artefact of a later area (`comes-later`), one with a door
 * of its own (`certificate`, `payment`, `placement`: `has-its-own-way`), or one that is done already (`done-already`).
 */
export function standsAgainstDone(row: Pick<FulfilmentRow, 'kind' | 'state'>): string | null {
	if (row.state === 'done') return 'done-already';
	if (row.state === 'cancelled') return 'cancelled';
	if (fulfilmentsToCome.has(row.kind)) return 'comes-later';
	return row.kind === 'benefit' || row.kind === 'document' ? null : 'has-its-own-way';
}

/**
 * Says that a benefit was given or hands out a document, with its proof: words or a file; a document needs its file.
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `note` (`proof-needed`, `too-many-characters`) or `file`
 *   (`file-needed`); `conflict` (`comes-later`, `has-its-own-way`, `done-already`, `cancelled`, `changed-meanwhile`)
 */
export async function recordDone(
	ctx: Context,
	actor: Actor,
	input: { fulfilment: string; note?: string; file?: Upload | undefined; seen?: number },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const { row } = await openFulfilment(tx, actor, 'fulfilment.record', input.fulfilment, { lock: true });
		demandOpen(row, input.seen);
		const against = standsAgainstDone(row);
		if (against) throw new Refusal('conflict', against, { params: { kind: row.kind } });
		const note = readNote(input.note);
		if (row.kind === 'document' && !input.file) throw invalid([{ path: 'file', code: 'file-needed' }]);
		if (row.kind === 'benefit' && !input.file && note === '') throw invalid([{ path: 'note', code: 'proof-needed' }]);
		const file = input.file && (await storeUpload(tx, input.file, personOf(actor)));
		await change(
			tx,
			actor,
			row,
			{
				state: 'done',
				doneAt: tx.clock.edition.now(),
				doneByPersonId: personOf(actor) ?? null,
				note: note || null,
				fileId: file?.id ?? null,
			},
			{ action: 'fulfil', data: file ? { digest: file.digest } : {} },
		);
		if (file && row.kind === 'document') await tellApplicant(tx, row, `document:${row.id}:${file.id}`);
	});
}

/**
 * The same words as the proof of several benefits at once: all or none.
 * @returns how many
 * @throws Refusal as `recordDone`; `invalid` at `fulfilments` (`none-chosen`, `too-many`)
 */
export async function recordSeveralDone(
	ctx: Context,
	actor: Actor,
	input: { fulfilments: readonly string[]; note: string },
): Promise<number> {
	const ids = [...new Set(input.fulfilments)].sort();
	if (ids.length === 0) throw invalid([{ path: 'fulfilments', code: 'none-chosen' }]);
	if (ids.length > mostAtOnce) throw invalid([{ path: 'fulfilments', code: 'too-many', params: { max: mostAtOnce } }]);
	await transaction(ctx, async (tx) => {
		for (const fulfilment of ids) await recordDone(tx, actor, { fulfilment, note: input.note });
	});
	return ids.length;
}

/** So many are done or issued at once at most. */
export const mostAtOnce = 200;

/**
 * Takes back that it is done: the proof goes with it. A certificate is revoked instead, a picture taken down.
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`not-done`, `has-its-own-way`, `changed-meanwhile`)
 */
export async function reopenFulfilment(
	ctx: Context,
	actor: Actor,
	input: { fulfilment: string; seen?: number },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const { row } = await openFulfilment(tx, actor, 'fulfilment.record', input.fulfilment, { lock: true });
		demandOpen(row, input.seen);
		if (row.state !== 'done') throw new Refusal('conflict', 'not-done');
		if (!['benefit', 'document', 'payment'].includes(row.kind)) throw new Refusal('conflict', 'has-its-own-way');
		const cleared = { doneAt: null, doneByPersonId: null, note: null, fileId: null };
		const unpaid = { paid: null, paidOn: null, reference: null };
		await change(tx, actor, row, { state: 'open', ...cleared, ...unpaid }, { action: 'reopen-fulfilment' });
		if (row.fileId !== null) await removeFiles(tx, [row.fileId]);
	});
}

/** @throws Refusal `invalid` at `note` */
export function readNote(given: string | undefined): string {
	const note = cleanText(given ?? '', { lines: true });
	if (note.length > mostNote) {
		throw invalid([{ path: 'note', code: 'too-many-characters', params: { characters: note.length, max: mostNote } }]);
	}
	return note;
}
