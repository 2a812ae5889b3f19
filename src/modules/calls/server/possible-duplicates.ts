import { sql } from 'drizzle-orm';
import { type Actor, can, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import type { ApplicationState } from '../application-state.ts';
import { abstractLikeness, alikeFrom, titleLikeness } from '../likeness.ts';
import { numberLabel } from '../projection.ts';
import { loadApplication } from './load.ts';
import { applicationSubject } from './subject.ts';

/** Why another application may be the same work. */
export type Alike = 'same-person' | 'title' | 'abstract';

export interface PossibleDuplicate {
	id: string;
	number: string;
	callSlug: string;
	title: string;
	people: string;
	state: ApplicationState;
	why: Alike[];
	/** In per cent: how much of the titles, and of the abstracts, is the same. */
	titleShare: number;
	abstractShare: number;
}

const most = 10;

/**
 * Other applications of the same edition (or owner) that may be the same work: of the same person with a similar title, or
 * of others with a similar title or abstract. One that follows another is not its duplicate. Of those in calls and tracks
 * that the reader may not see he learns nothing. Two queries. @throws Refusal `not-found`, `forbidden`
 */
export async function possibleDuplicates(
	ctx: Context,
	actor: Actor,
	input: { application: string },
): Promise<PossibleDuplicate[]> {
	const found = await loadApplication(ctx, input.application);
	demand(ctx, actor, 'application.read', applicationSubject(found));
	const rows = await many<{
		id: string;
		number: number;
		prefix: string;
		slug: string;
		call_id: string;
		edition_id: string | null;
		organisation_id: string;
		person_id: string;
		track: string | null;
		title: string;
		people: string;
		state: ApplicationState;
		likeness: number[];
		own: number[];
	}>(
		ctx.db,
		sql`with this as (select id, person_id, likeness, follows_id from application where id = ${found.id})
			select a.id, a.number, c.number_prefix as prefix, c.slug, a.call_id, c.edition_id, c.organisation_id, a.person_id,
				a.track, a.title, a.people, a.state, a.likeness, this.likeness as own
			from this join application a on a.id <> this.id
				and (a.likeness && this.likeness or a.person_id = this.person_id)
			join call c on c.id = a.call_id and c.organisation_id = ${found.organisationId}
				and c.edition_id is not distinct from ${found.editionId}
			where a.follows_id is distinct from this.id and this.follows_id is distinct from a.id
				and a.state <> 'withdrawn'
			order by (select count(*) from unnest(a.likeness) h where h = any (this.likeness)) desc, a.number
			limit 100`,
	);
	return rows
		.flatMap((row): PossibleDuplicate[] => {
			const place = { callId: row.call_id, editionId: row.edition_id, organisationId: row.organisation_id };
			const subject = applicationSubject({ ...place, id: row.id, personId: row.person_id, track: row.track });
			if (can(actor, 'application.read', subject, ctx.clock) !== 'yes') return [];
			const title = titleLikeness(found.title, row.title);
			const abstract = abstractLikeness(row.own, row.likeness);
			const same = row.person_id === found.personId;
			const why: Alike[] = [];
			if (title >= (same ? alikeFrom.titleOfSamePerson : alikeFrom.title)) why.push('title');
			if (abstract >= alikeFrom.abstract) why.push('abstract');
			if (why.length === 0) return [];
			if (same) why.unshift('same-person');
			const { id, people, state } = row;
			const percent = (share: number) => Math.round(share * 100);
			return [
				{
					id,
					number: numberLabel(row.prefix, row.number),
					callSlug: row.slug,
					title: row.title,
					people,
					state,
					why,
					titleShare: percent(title),
					abstractShare: percent(abstract),
				},
			];
		})
		.sort((a, b) => b.titleShare + b.abstractShare - (a.titleShare + a.abstractShare))
		.slice(0, most);
}
