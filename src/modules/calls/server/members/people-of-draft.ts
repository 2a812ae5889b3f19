import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { project } from '../../projection.ts';
import { demandDraft, findDraft } from '../load-draft.ts';
import { type Members, membersOf } from './read.ts';

/** Who writes a draft, for whoever may write it. */
export interface PeopleOfDraft extends Members {
	title: string;
	callTitle: Partial<Bilingual>;
	call: { editionId: string | null; slug: string };
	zone: string;
	/** Who began it, by name. */
	holder: string;
	holds: boolean;
}

/** The people of a draft that is no application yet. Five queries. @throws Refusal `not-found`, `signed-out` */
export async function peopleOfDraft(
	ctx: Context,
	actor: Actor,
	input: { draft: string; locale: Locale },
): Promise<PeopleOfDraft> {
	const found = demandDraft(ctx, actor, { draft: input.draft }, await findDraft(ctx, input.draft));
	// A visitor's has nobody; the change of an application has the people of that.
	if (found.personId === null || found.applicationId !== null) throw notFound('draft-gone');
	const { members, invites } = await membersOf(ctx, { draftId: found.id }, input.locale);
	const holds = found.personId === personOf(actor);
	const names = await readPeople(ctx, [found.personId]);
	return {
		title: project(found.form, found.answers).title,
		callTitle: found.callTitle,
		call: { editionId: found.editionId, slug: found.callSlug },
		zone: found.window.zone,
		holder: displayName(names.get(found.personId)?.names ?? {}, input.locale),
		holds,
		members,
		invites: holds ? invites : [],
	};
}
