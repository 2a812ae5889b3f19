import type { ObjectType, RelationName } from '#core/access/index.ts';

/** Objects of an edition to which somebody can be something. */
export const grantableObjects = ['edition', 'track', 'call', 'stage'] as const satisfies readonly ObjectType[];
export type GrantableObject = (typeof grantableObjects)[number];

/** What the desk of an edition may offer on each of its objects, the widest first. */
export const grantable: Record<GrantableObject, readonly RelationName[]> = {
	edition: ['organiser', 'secretary', 'chair', 'liaison', 'reviewer', 'juror', 'volunteer', 'editor'],
	track: ['chair', 'reviewer'],
	call: ['chair', 'reviewer', 'juror', 'liaison', 'volunteer'],
	stage: ['reviewer', 'juror'],
};

/** On a standing call, which has a desk of its own. */
export const grantableStanding: readonly RelationName[] = ['organiser', 'secretary', ...grantable.call];

/** An object as a form names it: `edition`, `track:T3`, `call:abstracts`, `stage:abstracts/jury`. */
export interface ObjectName {
	type: GrantableObject;
	/** Code of the track, slug of the call, `{call}/{stage}`; empty for the edition. */
	name: string;
}

/** Reads `track:T3`; undefined for anything else than an object of an edition. Pure. */
export function readObjectName(text: string): ObjectName | undefined {
	if (text === 'edition') return { type: 'edition', name: '' };
	const match = /^(?:(track|call):([\w.-]{1,80})|(stage):([\w.-]{1,80}\/[\w.-]{1,80}))$/.exec(text);
	if (!match) return undefined;
	return { type: (match[1] ?? match[3]) as 'track' | 'call' | 'stage', name: (match[2] ?? match[4]) as string };
}

/** The same as text. */
export function objectNameText({ type, name }: ObjectName): string {
	return type === 'edition' ? 'edition' : `${type}:${name}`;
}

/** Whether the desk may offer this relation on this kind of object; `standing` for the call that is the desk itself. Pure. */
export function isGrantable(type: GrantableObject, relation: string, standing = false): relation is RelationName {
	const offered: readonly string[] = standing && type === 'call' ? grantableStanding : grantable[type];
	return offered.includes(relation);
}
