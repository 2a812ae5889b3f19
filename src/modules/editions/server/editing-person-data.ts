import { and, eq, or } from 'drizzle-orm';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { draftAside, editionChange, editionDraft } from './desk-tables.ts';
import { edition } from './tables.ts';

/** What a person did at the desk of editions: drafts, what was put aside, changes in the history. */
export const editingPersonData: PersonData = {
	name: 'editing',
	columns: [
		'edition_draft.person_id',
		'edition_draft.scheduler_person_id',
		'edition_draft_aside.person_id',
		'edition_change.person_id',
	],
	async export(ctx, personId) {
		const { slug } = edition;
		const drafts = await ctx.db
			.select({ edition: slug, key: editionDraft.key, value: editionDraft.value, savedAt: editionDraft.savedAt })
			.from(editionDraft)
			.innerJoin(edition, eq(edition.id, editionDraft.editionId))
			.where(or(eq(editionDraft.personId, personId), eq(editionDraft.schedulerPersonId, personId)));
		const asides = await ctx.db
			.select({ edition: slug, key: draftAside.key, value: draftAside.value, at: draftAside.at })
			.from(draftAside)
			.innerJoin(edition, eq(edition.id, draftAside.editionId))
			.where(eq(draftAside.personId, personId));
		const changes = await ctx.db
			.select({ edition: slug, number: editionChange.number, kind: editionChange.kind, at: editionChange.at })
			.from(editionChange)
			.innerJoin(edition, eq(edition.id, editionChange.editionId))
			.where(eq(editionChange.personId, personId));
		return { drafts, asides, changes };
	},
	async merge(ctx, from, into) {
		await setPerson(ctx, [editionDraft.personId, editionDraft.schedulerPersonId, editionChange.personId], from, into);
		const own = await ctx.db.delete(draftAside).where(eq(draftAside.personId, from)).returning();
		for (const row of own) {
			const { editionId, key, value, at } = row;
			// Of two texts put aside at one record the newer is kept.
			const [other] = await ctx.db
				.select({ at: draftAside.at })
				.from(draftAside)
				.where(and(eq(draftAside.editionId, editionId), eq(draftAside.key, key), eq(draftAside.personId, into)));
			if (other && other.at >= at) continue;
			await ctx.db
				.insert(draftAside)
				.values({ ...row, personId: into })
				.onConflictDoUpdate({
					target: [draftAside.editionId, draftAside.key, draftAside.personId],
					set: { value, at },
				});
		}
	},
	/** What they wrote for an edition stays the edition's; that it was they is forgotten. Nobody else has seen what lies aside. */
	async erase(ctx, personId) {
		await ctx.db.delete(draftAside).where(eq(draftAside.personId, personId));
		await setPerson(
			ctx,
			[editionDraft.personId, editionDraft.schedulerPersonId, editionChange.personId],
			personId,
			null,
		);
	},
};
