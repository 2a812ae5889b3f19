import type { CastRole } from '#core/identity/index.ts';
import type { PersonNames } from '#modules/people/name.ts';

/** The six whom anyone at the machine may be in a rehearsal, with one click. Invented; their addresses can't receive mail. */
export interface CastMember {
	role: CastRole;
	name: PersonNames;
	email: string;
	zone: string;
	/** What they are to the edition, and to the track they chair. */
	relation: 'organiser' | 'secretary' | 'chair' | 'reviewer' | 'juror' | undefined;
	track?: string;
}

export const cast: readonly CastMember[] = [
	{
		role: 'organiser',
		name: { given: 'Linh', family: 'Sampleworth' },
		email: 'organiser@ipspace.example',
		zone: 'Asia/Shanghai',
		relation: 'organiser',
	},
	{
		role: 'secretary',
		name: { given: 'Wenqing', family: 'Shangguan', han: '上官问清' },
		email: 'secretary@ipspace.example',
		zone: 'Asia/Shanghai',
		relation: 'secretary',
	},
	{
		role: 'track-chair',
		name: { given: 'Imogen', family: 'Merrow' },
		email: 'chair.t3@ipspace.example',
		zone: 'Europe/London',
		relation: 'chair',
		track: 'T3',
	},
	{
		role: 'reviewer',
		name: { given: 'Ramesh', family: 'Narayanamurti' },
		email: 'reviewer@ipspace.example',
		zone: 'Asia/Kolkata',
		relation: 'reviewer',
	},
	{
		role: 'author',
		name: { given: 'Freya', family: 'Larkfield' },
		email: 'author@gulfcoast.example',
		zone: 'America/Chicago',
		relation: undefined,
	},
	{
		role: 'juror',
		name: { given: 'Akihiro', family: 'Hoshikawa' },
		email: 'juror@ipspace.example',
		zone: 'Asia/Tokyo',
		relation: 'juror',
	},
];
