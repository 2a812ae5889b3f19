import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { CallForReview, StandingApplication } from '#modules/calls/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { judgesOf } from './judges.ts';

/** Somebody of those who judge, as applicants know him: by name and institution, and not what he is asked to judge. */
export interface CommitteeMember {
	person: string;
	name: string;
	affiliation: string;
}

/** Everybody who judges in a call or may be asked to, by name. Three queries. */
export async function committeeOf(ctx: Context, call: CallForReview, locale: Locale): Promise<CommitteeMember[]> {
	const records = await readPeople(ctx, await judgesOf(ctx, call));
	const members = [...records.values()].flatMap(({ id, names, affiliations }): CommitteeMember[] => {
		const name = displayName(names, locale);
		const of = affiliations[0]?.name;
		return name === '' ? [] : [{ person: id, name, affiliation: of?.[locale] ?? of?.en ?? of?.zh ?? '' }];
	});
	return members.sort((a, b) => a.name.localeCompare(b.name, locale) || a.person.localeCompare(b.person));
}

/** Whether a call has anybody who judges by reading: a review or a jury among its stages. Pure. */
export function isJudged(call: Pick<CallForReview, 'stages'>): boolean {
	return call.stages.some(({ stage }) => 'criteria' in stage);
}

/**
 * Whether an applicant may still say who must not judge: until the call closes, and never of what is decided. Nobody can
 * wait for an unfriendly assignment. Pure.
 * @param now edition time
 */
export function mayStateAgainst(
	call: Pick<CallForReview, 'stages' | 'graceEndsAt'>,
	standing: Pick<StandingApplication, 'application'>,
	now: number,
): boolean {
	return isJudged(call) && standing.application.state === 'submitted' && now < call.graceEndsAt;
}
