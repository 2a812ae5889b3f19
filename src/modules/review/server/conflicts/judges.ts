import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { CallForReview } from '#modules/calls/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import type { PersonRecord } from '#modules/people/server/index.ts';
import type { Judge } from '../../conflict-inference.ts';
import type { NamedInstitution } from '../../institution.ts';
import { reviewDeclaration } from '../conflict-tables.ts';
import { reviewerProfile } from '../reviewer-tables.ts';
import { reviewAssignment } from '../tables.ts';

/**
 * Who judges in a call or may be asked to: its reviewers and jurors, those of its stages and of its edition, their chairs
 * and those of the tracks, and whoever was assigned. Two queries.
 */
export async function judgesOf(ctx: Context, call: CallForReview): Promise<string[]> {
	const rows = await many<{ person: string }>(
		ctx.db,
		sql`select distinct person_id as person from relation where until is null and relation in ('reviewer', 'juror', 'chair')
			and ((object_type = 'call' and object_id = ${call.callId})
				or (object_type = 'edition' and object_id = ${call.editionId})
				or (object_type = 'stage' and starts_with(object_id, ${`${call.callId}:`}))
				or (object_type = 'track' and starts_with(object_id, ${`${call.scope}:`})))`,
	);
	const assigned = await ctx.db
		.selectDistinct({ person: reviewAssignment.personId })
		.from(reviewAssignment)
		.where(and(eq(reviewAssignment.callId, call.callId), isNull(reviewAssignment.endedAt)));
	return [...new Set([...rows, ...assigned].map(({ person }) => person))].sort();
}

/** What is known of judges beyond their records and addresses: declarations and publications. Two queries. */
export async function judgeRecords(
	ctx: Context,
	scope: string,
	people: readonly string[],
	known: { records: ReadonlyMap<string, PersonRecord>; addresses: ReadonlyMap<string, ReadonlySet<string>> },
): Promise<Judge[]> {
	const ids = [...people];
	const declared = await ctx.db
		.select()
		.from(reviewDeclaration)
		.where(and(inArray(reviewDeclaration.personId, ids), isNull(reviewDeclaration.endedAt)));
	const profiles = await ctx.db
		.select({ person: reviewerProfile.personId, publications: reviewerProfile.publications })
		.from(reviewerProfile)
		.where(and(eq(reviewerProfile.scope, scope), inArray(reviewerProfile.personId, ids)));
	const publications = new Map(profiles.map((row) => [row.person, row.publications]));
	const byPerson = Map.groupBy(declared, ({ personId }) => personId);
	return ids.map((person) => {
		const record = known.records.get(person);
		return {
			person,
			names: record ? namesOf(record) : [],
			addresses: [...(known.addresses.get(person) ?? [])],
			orcid: record?.orcid ?? null,
			affiliations: record ? institutionsOf(record) : [],
			declared: byPerson.get(person) ?? [],
			publications: publications.get(person) ?? [],
		};
	});
}

/** All forms of a person's name. Pure. */
export function namesOf({ names }: Pick<PersonRecord, 'names'>): string[] {
	const latin = [names.given, names.family].filter(Boolean).join(' ');
	return [...new Set([displayName(names, 'en'), displayName(names, 'zh'), latin].filter(Boolean))];
}

/** A person's affiliations with their names in all languages. Pure. */
export function institutionsOf({ affiliations }: Pick<PersonRecord, 'affiliations'>): NamedInstitution[] {
	return affiliations.map(({ name, ror }) => ({ names: [name.en ?? '', name.zh ?? ''].filter(Boolean), ror }));
}
