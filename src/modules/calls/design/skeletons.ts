import type { Definition } from './path.ts';

/*
 * What a new part of a call begins with, so that it works before anything is typed. These words become the call's own, in
 * both languages, and are changed like any others.
 */

const outcome = (id: string, en: string, zh: string, effect: string) => ({ id, label: { en, zh }, effect });
const goesOn = outcome('on', 'Goes on', '进入下一阶段', 'advance');
const accepted = outcome('accepted', 'Accepted', '通过', 'accept');
const refused = outcome('not-accepted', 'Not accepted', '未通过', 'reject');

/** How an entry of a list begins: its kind, and what its schema asks for and most people want. */
export function skeletonOf(part: string, kind: string | undefined): Definition {
	const own: Record<string, Definition> = {
		'field/file': { types: ['application/pdf'], maxBytes: 10_000_000 },
		'field/language': { languages: ['en', 'zh'] },
		'field/choice': { options: [] },
		'stage/screening': {
			id: 'screening',
			label: { en: 'Screening', zh: '初审' },
			outcomes: [{ ...goesOn, silent: true }, refused],
		},
		'stage/review': {
			id: 'review',
			label: { en: 'Review', zh: '评审' },
			outcomes: [{ ...goesOn, silent: true }, refused],
		},
		'stage/jury': { id: 'jury', label: { en: 'Jury', zh: '评委会' }, outcomes: [{ ...goesOn, silent: true }, refused] },
		'stage/determination': {
			id: 'decision',
			label: { en: 'Decision', zh: '决定' },
			outcomes: [accepted, refused],
		},
		outcome: { effect: 'accept' },
	};
	return { ...(kind === undefined ? {} : { kind }), ...(own[kind === undefined ? part : `${part}/${kind}`] ?? {}) };
}

/** A call of which nothing is said yet but what nearly every call has: a title, and somebody who decides. */
export function blankDefinition(zone: string): Definition {
	return {
		window: { zone },
		form: {
			sections: [],
			fields: [
				{
					id: 'title',
					kind: 'short-text',
					label: { en: 'Title', zh: '标题' },
					role: 'title',
					required: true,
					visibleTo: 'reviewers',
				},
			],
		},
		stages: [skeletonOf('stage', 'determination')],
	};
}
