import type { EditionIdentity } from './identity.ts';
import type { ClonePart } from './parts.ts';
import type { Keep } from './shift.ts';

/** A body or a series that is not known yet. */
export interface NewSeries {
	id: string;
	name: { en: string; zh: string };
	short: string;
}
export interface NewOrganisation {
	id: string;
	name: { en: string; zh: string };
}

/** What a new edition begins from. */
export type Origin =
	| { kind: 'past'; slug: string }
	/** A blank: its series and the organisation that holds it, by slug, or new ones. */
	| { kind: 'blank'; series: string | NewSeries; host: string | NewOrganisation };

/** A relation that somebody may be given in the new edition because he has it in the past one. */
export interface RelationProposal {
	/** `secretary:<person>` or, of a track, `chair:T3:<person>`. */
	id: string;
	relation: 'organiser' | 'secretary' | 'chair';
	track: string | null;
	personId: string;
}

/** All that is decided of a new edition. Nothing of it is taken for valid. */
export interface EditionRequest {
	origin: Origin;
	identity: EditionIdentity;
	parts: readonly ClonePart[];
	keep: Keep;
	moved: Readonly<Record<string, string>>;
	/** Ids of the proposals that are granted. */
	grants: readonly string[];
}
