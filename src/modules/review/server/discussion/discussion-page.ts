import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { fieldByRole } from '#modules/calls/form.ts';
import { mayRead, reviewerOf } from '#modules/calls/visibility.ts';
import { textParts, typedText } from '../../mention.ts';
import type { Phase, PhaseWindow } from '../../phases.ts';
import type { DiscussionRole } from '../discussion-tables.ts';
import { mayTalk, takesPart } from './demand-talk.ts';
import { mayEdit } from './edit-post.ts';
import { type NameHere, namesHere, type NamesHere } from './names-here.ts';
import { type DiscussionPlace, openDiscussion, type OpenDiscussion } from './open-discussion.ts';
import { postsOf, type StoredPost } from './posts.ts';
import { seenUpTo } from './seen.ts';

/** A piece of a text as it is shown: words, or a person as the reader may know him. */
export type ShownPart = { text: string } | { who: NameHere };

/** What somebody said, as one reader reads it. */
export interface PostView {
	id: string;
	author: NameHere;
	/** He scores this application no more: recused, or taken off. */
	left: boolean;
	at: number;
	editedAt: number | null;
	parts: ShownPart[];
	/** Earlier versions, oldest first. */
	earlier: { at: number; parts: ShownPart[] }[];
	/** Null while it stands; members then read no words, chairs do. */
	takenBackAt: number | null;
	unread: boolean;
	/** The reader himself is mentioned. */
	forYou: boolean;
	/** As its author types it, while he may change it or take it back. */
	editable: string | null;
}

export interface DiscussionView {
	/** Of a member; he knows no other id. */
	assignment: string | null;
	/** For a chair only. */
	application: string | null;
	number: string;
	/** Empty where the form keeps it from reviewers. */
	title: string;
	call: { slug: string; title: Partial<Bilingual>; zone: string; scope: string };
	stage: { id: string; label: Bilingual };
	role: DiscussionRole;
	phase: Phase;
	/** Null where the stage knows no discussion. */
	window: PhaseWindow | null;
	/** A member who has not scored it reads nothing yet. */
	locked: boolean;
	mayPost: boolean;
	posts: PostView[];
	unread: number;
	/** How those who may be mentioned are written after the sign, and how they go. */
	mentionable: { handle: string; who: NameHere }[];
}

/**
 * The discussion of an application as a member who has scored it, or a chair, reads it. A constant number of queries.
 * @throws Refusal as `openDiscussion`
 */
export async function discussionPage(
	ctx: Context,
	actor: Actor,
	input: DiscussionPlace & { locale: Locale },
): Promise<DiscussionView> {
	const open = await openDiscussion(ctx, actor, input);
	return discussionOf(ctx, actor, open, input.locale);
}

/** The same for what is open already. */
export async function discussionOf(
	ctx: Context,
	actor: Actor,
	open: OpenDiscussion,
	locale: Locale,
): Promise<DiscussionView> {
	const { standing, call, stage, role, person, phases } = open;
	const { application } = standing;
	const place = { application: application.id, stage: stage.id };
	const reads = phases.discussion !== null && takesPart(open);
	const stored = reads ? await postsOf(ctx, place) : [];
	const chairs = stored.flatMap((post) => [{ person: post.person, role: post.role }, ...post.mentioned]);
	const names = await namesHere(
		ctx,
		open,
		locale,
		chairs.filter((one) => one.role === 'chair').map((one) => one.person),
	);
	const seen = reads ? await seenUpTo(ctx, { ...place, person }) : 0;
	const talks = mayTalk(ctx, actor, open);
	const posts = stored.map((post) => viewOf(post, open, names, { seen, talks, now: ctx.clock.edition.now() }));
	const titled = fieldByRole(application.form, 'title');
	const shown = role === 'chair' || (titled && mayRead(titled, reviewerOf(stage)));
	return {
		assignment: open.assignment,
		application: role === 'chair' ? application.id : null,
		number: standing.number,
		title: shown ? application.title : '',
		call: { slug: call.slug, title: call.title, zone: call.zone, scope: call.scope },
		stage: { id: stage.id, label: stage.label },
		role,
		phase: phases.phase,
		window: phases.discussion,
		locked: !takesPart(open),
		mayPost: talks,
		posts,
		unread: posts.filter((post) => post.unread).length,
		mentionable: talks
			? names.mentionable.map(({ handles, ...one }) => ({ handle: handles[0] as string, who: names.of(one) }))
			: [],
	};
}

function viewOf(
	post: StoredPost,
	open: OpenDiscussion,
	names: NamesHere,
	{ seen, talks, now }: { seen: number; talks: boolean; now: number },
): PostView {
	const { role, person, asked } = open;
	const hidden = post.takenBackAt !== null && role !== 'chair';
	const nameAt = (place: number): NameHere =>
		names.of(post.mentioned[place] ?? { person: '', role: 'member' as DiscussionRole });
	const shown = (text: string): ShownPart[] =>
		hidden ? [] : textParts(text).map((part) => ('text' in part ? part : { who: nameAt(part.place) }));
	const present = post.versions.at(-1);
	const own = post.person === person && post.role === role;
	const parts = shown(present?.text ?? '');
	return {
		id: post.id,
		author: names.of(post),
		left: post.role === 'member' && !asked.some((one) => one.person === post.person && !one.ended),
		at: post.at,
		editedAt: post.versions.length > 1 && !hidden ? (present?.at ?? null) : null,
		parts,
		earlier: hidden ? [] : post.versions.slice(0, -1).map(({ text, at }) => ({ at, parts: shown(text) })),
		takenBackAt: post.takenBackAt,
		unread: post.position > seen && !own && post.takenBackAt === null,
		forYou: parts.some((part) => 'who' in part && part.who.you),
		editable:
			talks && mayEdit(post, open, now) ? typedText(present?.text ?? '', (place) => handleOf(nameAt(place))) : null,
	};
}

function handleOf({ letter, name }: NameHere): string {
	return letter || name || '';
}
