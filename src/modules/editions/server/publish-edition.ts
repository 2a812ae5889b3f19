import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { applyChanges } from './apply-changes.ts';
import { holdEdition, publishedRecords } from './edition-lock.ts';
import type { CallsDoor } from './import-bundle.ts';
import { editionById } from './queries.ts';
import { subjectOfEdition } from './subject.ts';

/**
 * Makes an edition public that was in preparation: all that its records say, but what is itself in preparation.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `conflict` (`published-already`); `closed` (`edition-closed`)
 */
export async function publishEdition(ctx: Context, actor: Actor, editionId: string, calls: CallsDoor): Promise<void> {
	await transaction(ctx, async (tx) => {
		const view = await editionById(tx, editionId);
		if (!view) throw notFound();
		demand(tx, actor, 'edition.edit', subjectOfEdition(view));
		const row = await holdEdition(tx, editionId, 'update');
		if (row.state === 'published') throw new Refusal('conflict', 'published-already');
		const published = await publishedRecords(tx, row, calls);
		const value = { ...published.edition, state: 'published' };
		const fields = [{ path: 'state', from: 'in-preparation', to: 'published' }];
		await applyChanges(tx, actor, row, published, [{ key: 'edition', kind: 'change', value, fields }], {
			kind: 'edit',
			calls,
		});
	});
}
