import { and, eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { splitKey } from '../records.ts';
import { eraseAssets, picturesOfPerson } from './erase-assets.ts';
import { announceChanges } from './announce-changes.ts';
import { editionChange, editionChangeRecord } from './desk-tables.ts';
import { forgetInDrafts, forgetInHistory, namedInHistory } from './forget-in-history.ts';
import { committeeRole, editionPerson } from './people-tables.ts';
import { bundleImport, edition } from './tables.ts';

/** How editions name a person: on the committee, or as somebody who signs. */
export const editionPersonData: PersonData = {
	name: 'editions',
	columns: ['edition_person.person_id', 'edition_change_record.about_person_id'],
	async export(ctx, personId) {
		const rows = await named(ctx, personId);
		const roles = await Promise.all(
			rows.map(({ editionId, code }) =>
				ctx.db
					.select({ office: committeeRole.officeCode })
					.from(committeeRole)
					.where(and(eq(committeeRole.editionId, editionId), eq(committeeRole.personCode, code))),
			),
		);
		const history = await ctx.db
			.selectDistinct({ edition: edition.slug, number: editionChange.number, at: editionChange.at })
			.from(editionChangeRecord)
			.innerJoin(editionChange, eq(editionChange.id, editionChangeRecord.changeId))
			.innerJoin(edition, eq(edition.id, editionChange.editionId))
			.where(eq(editionChangeRecord.aboutPersonId, personId));
		const namedNow = rows.map(({ slug, names, honours, positions, orcid }, i) => ({
			edition: slug,
			names,
			honours,
			positions,
			orcid,
			offices: roles[i]?.map(({ office }) => office),
		}));
		return { named: namedNow, history };
	},
	async merge(ctx, from, into) {
		await setPerson(ctx, [editionPerson.personId, editionChangeRecord.aboutPersonId], from, into);
	},
	/**
	 * The person leaves the pages of every edition. The last import remembers that somebody of this code was there, with
	 * nothing about them, so that files which still name the person are a conflict and do not bring them back unseen. Their
	 * portrait and signature go too, unless a page shows the same picture.
	 */
	async erase(ctx, personId) {
		for (const { id, editionId, code, letterhead } of await named(ctx, personId)) {
			const pictures = await picturesOfPerson(ctx, editionId, code);
			await ctx.db
				.delete(committeeRole)
				.where(and(eq(committeeRole.editionId, editionId), eq(committeeRole.personCode, code)));
			await ctx.db.delete(editionPerson).where(eq(editionPerson.id, id));
			if (letterhead?.signatories.some(({ person }) => person === code)) {
				const signatories = letterhead.signatories.map((one) => (one.person === code ? { name: one.name } : one));
				await ctx.db
					.update(edition)
					.set({ letterhead: { ...letterhead, signatories } })
					.where(eq(edition.id, editionId));
			}
			await eraseAssets(ctx, editionId, pictures);
			await forgetInImports(ctx, editionId, code);
			await forgetInDrafts(ctx, { editionId, code });
			await announceChanges(ctx, editionId, []);
		}
		for (const place of await namedInHistory(ctx, personId)) await forgetInDrafts(ctx, place);
		await forgetInHistory(ctx, personId);
	},
};

function named(ctx: Context, personId: string) {
	const { id, editionId, code, names, honours, positions, orcid } = editionPerson;
	return ctx.db
		.select({
			id,
			editionId,
			code,
			names,
			honours,
			positions,
			orcid,
			slug: edition.slug,
			letterhead: edition.letterhead,
		})
		.from(editionPerson)
		.innerJoin(edition, eq(edition.id, editionPerson.editionId))
		.where(eq(editionPerson.personId, personId));
}

async function forgetInImports(ctx: Context, editionId: string, code: string): Promise<void> {
	const imports = await ctx.db.select().from(bundleImport).where(eq(bundleImport.editionId, editionId));
	for (const { id, base } of imports) {
		const emptied = Object.entries(base).map(([key, value]) => {
			const { kind, code: own } = splitKey(key);
			const theirs = (kind === 'person' && own === code) || (kind === 'role' && own.endsWith(`/${code}`));
			return [key, theirs ? {} : value];
		});
		await ctx.db
			.update(bundleImport)
			.set({ base: Object.fromEntries(emptied) })
			.where(eq(bundleImport.id, id));
	}
}
