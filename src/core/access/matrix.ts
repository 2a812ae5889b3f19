import { type Action, type ActionRule, actions } from './actions.ts';
import { type Actor, type ObjectType, type RelationName, system, visitor } from './actor.ts';
import { type Subject, type Verdict, can } from './can.ts';

/** Where everything in the matrix happens. */
const places = {
	installation: 'orrery',
	organisation: 'host',
	edition: 'edition',
	call: 'call',
	stage: 'stage',
} as const;
const track = 'this-track';
const otherTrack = 'other-track';
const author = 'author';

function person(personId: string, relation?: RelationName, on?: ObjectType, id?: string): Actor {
	const relations = relation && on ? [{ relation, on, id: id ?? 'elsewhere' }] : [];
	return { kind: 'person', personId, relations, via: 'session' };
}

/** Everyone that the matrix asks about, by the words of its heading. */
export const roles: Record<string, Actor> = {
	visitor,
	'signed in, no relation': person('nobody'),
	author: person(author, 'author', 'application', 'application'),
	'author of another application': person('other-author', 'author', 'application', 'another'),
	reviewer: person('reviewer', 'reviewer', 'stage', places.stage),
	juror: person('juror', 'juror', 'call', places.call),
	'organiser of this call': person('call-organiser', 'organiser', 'call', places.call),
	'secretary of this call': person('call-secretary', 'secretary', 'call', places.call),
	'chair of this track': person('chair', 'chair', 'track', track),
	'chair of another track': person('other-chair', 'chair', 'track', otherTrack),
	'chair of the edition': person('edition-chair', 'chair', 'edition', places.edition),
	liaison: person('liaison', 'liaison', 'edition', places.edition),
	'editor of the edition': person('editor', 'editor', 'edition', places.edition),
	secretary: person('secretary', 'secretary', 'edition', places.edition),
	'organiser of the edition': person('organiser', 'organiser', 'edition', places.edition),
	'organiser of another edition': person('other-organiser', 'organiser', 'edition', 'another-edition'),
	operator: person('operator', 'operator', 'installation', places.installation),
	system: system('due-list'),
};

/** Actions on one application (in a call, stage and track) and what came of it. */
const onApplication = /^application\.(?!list|start)|^letter\.(read-own|revoke|prepare)/;

/** What the matrix lets people act upon: one author's application, that author's person, or the edition with all its tracks. */
export function sampleSubject(action: Action): Subject {
	if (onApplication.test(action)) return { within: { ...places, track, application: 'application' }, owners: [author] };
	if (action.startsWith('person.')) return { within: {}, owners: [author] };
	return { within: { ...places, track: [track, otherTrack] } };
}

const signs: Record<Verdict, string> = { yes: '●', 'signed-out': '↪', forbidden: '✕', 'not-found': '·' };

/** Every action × everyone, decided by `can`, as Markdown. */
export function accessMatrix(): string {
	const names = Object.keys(roles);
	const rows = (Object.keys(actions) as Action[]).map((action) => {
		const rule: ActionRule = actions[action];
		const cells = names.map((name) => {
			const actor = roles[name] ?? visitor;
			return signs[can(actor, action, sampleSubject(action), { rehearsal: rule.rehearsalOnly ?? false })];
		});
		return `| \`${action}\` | ${cells.join(' | ')} |`;
	});
	return [`| action | ${names.join(' | ')} |`, `|---|${names.map(() => ':-:').join('|')}|`, ...rows, ''].join('\n');
}
