import { Refusal } from '#core/refusal/index.ts';

/**
 * The one place where it is said that a closed edition stays as it is. Everything that changes what an edition says goes
 * through `writeRecords`, which asks here; whoever prepares such a change (a draft, a planned publication) asks first.
 * @throws Refusal `closed` (`edition-closed`)
 */
export function demandNotClosed(edition: { closedAt: number | null }): void {
	if (edition.closedAt !== null) throw new Refusal('closed', 'edition-closed', { params: { at: edition.closedAt } });
}
