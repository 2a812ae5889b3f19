import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { panelSees } from '../../phases.ts';
import type { DiscussionRole } from '../discussion-tables.ts';
import { reviewerLetters } from '../reviewer-letters.ts';
import type { OpenDiscussion } from './open-discussion.ts';

/** How somebody goes for whoever reads. */
export interface NameHere {
	/** His letter among the members of the panel; null for whoever is no member, and where all know all names. */
	letter: string | null;
	/** Null where the reader may not know it. */
	name: string | null;
	/** Whoever reads this. */
	you: boolean;
	chair: boolean;
}

/** Somebody around an application as one of two: who scored it and is its chair too must not be told by it. */
export interface PersonHere {
	person: string;
	role: DiscussionRole;
}

/** The people around an application, as one reader may know them. */
export interface NamesHere {
	of: (one: PersonHere) => NameHere;
	/** The letter by which a member goes for all of the panel, also where names are known. */
	letterOf: (person: string) => string;
	/** Those who may be mentioned, with the ways to write them, the first one being the usual. Without the reader himself. */
	mentionable: (PersonHere & { handles: string[] })[];
}

/**
 * How the people around an application go for whoever has opened it. All of its panel read the same letters, so that they
 * can speak of each other; letters of other applications say nothing of them. Chairs are named, and know names.
 * @param others chairs who may stand in it though they are none any more
 */
export async function namesHere(
	ctx: Context,
	open: OpenDiscussion,
	locale: Locale,
	others: readonly string[] = [],
): Promise<NamesHere> {
	const { standing, call, stage, asked, chairs, person: reader, role: own } = open;
	const application = standing.application.id;
	const letters =
		(
			await reviewerLetters(ctx, {
				call: call.callId,
				stage: stage.id,
				reader: 'panel',
				applications: [application],
			})
		).get(application) ?? new Map<string, string>();
	const records = await readPeople(ctx, [...letters.keys(), ...chairs, ...others]);
	const fullName = (id: string, of: Locale) => {
		const record = records.get(id);
		return record ? displayName(record.names, of) : '';
	};
	/** Everybody here knows all names, so that nobody needs letters. */
	const all = panelSees(stage, open.phases, { hasScored: open.scored, allIn: open.allIn }).names;
	const of = ({ person, role }: PersonHere): NameHere => {
		const you = person === reader && role === own;
		if (role === 'chair') return { letter: null, name: fullName(person, locale), you, chair: true };
		const named = all || own === 'chair' || you;
		return {
			letter: all ? null : (letters.get(person) ?? ''),
			name: named ? fullName(person, locale) : null,
			you,
			chair: false,
		};
	};
	const present = asked.filter(({ ended, scored }) => !ended && scored);
	const mentionable = [
		...present.map(({ person }): PersonHere => ({ person, role: 'member' })),
		...chairs.map((person): PersonHere => ({ person, role: 'chair' })),
	]
		.filter((one) => !of(one).you)
		.map((one) => {
			const { letter, name } = of(one);
			const names = name === null ? [] : [name, fullName(one.person, 'en'), fullName(one.person, 'zh')];
			return { ...one, handles: [...new Set([letter ?? '', ...names])].filter((handle) => handle !== '') };
		})
		.filter(({ handles }) => handles.length > 0)
		.sort((a, b) => (a.handles[0] as string).localeCompare(b.handles[0] as string));
	return { of, letterOf: (person) => letters.get(person) ?? '', mentionable };
}
