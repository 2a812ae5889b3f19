import { and, asc, eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import type { BundlePerson, Position } from '../bundle/index.ts';
import { type OrganisationView, organisationColumns } from './organisation-columns.ts';
import { committeeOffice, committeeRole, editionPerson } from './people-tables.ts';
import { editionOrganisation, organisation } from './tables.ts';

type Text = Partial<Bilingual>;

/** A person as the committee page shows them: positions in order, each with its organisation's name. */
export interface MemberView {
	code: string;
	names: BundlePerson['names'];
	honours: string[];
	positions: Record<'en' | 'zh', (Omit<Position, 'organisation'> & { organisation?: OrganisationView })[]>;
	orcid: string | null;
	sample: boolean;
	/** Set when the office is only a reading of the source. */
	reading: Text | null;
}
export interface OfficeView {
	code: string;
	name: Text;
	plural: Text | null;
	members: MemberView[];
}

/**
 * The committee by office. Three queries.
 * @param options.readings also roles that are a reading of the source; public pages leave them out
 */
export async function committeeOf(
	ctx: Context,
	editionId: string,
	options: { readings?: boolean } = {},
): Promise<OfficeView[]> {
	const offices = await ctx.db
		.select({ code: committeeOffice.code, name: committeeOffice.name, plural: committeeOffice.plural })
		.from(committeeOffice)
		.where(eq(committeeOffice.editionId, editionId))
		.orderBy(asc(committeeOffice.position));
	const roles = await ctx.db
		.select({ office: committeeRole.officeCode, reading: committeeRole.reading, person: editionPerson })
		.from(committeeRole)
		.innerJoin(
			editionPerson,
			and(eq(editionPerson.editionId, committeeRole.editionId), eq(editionPerson.code, committeeRole.personCode)),
		)
		.where(eq(committeeRole.editionId, editionId))
		.orderBy(asc(committeeRole.position));
	const named = await ctx.db
		.select(organisationColumns)
		.from(editionOrganisation)
		.innerJoin(organisation, eq(organisation.id, editionOrganisation.organisationId))
		.where(eq(editionOrganisation.editionId, editionId));
	const organisations = new Map(named.map((one) => [one.slug, one]));
	return offices
		.map((office) => ({
			...office,
			members: roles
				.filter((role) => role.office === office.code && (options.readings || role.reading === null))
				.map(({ person, reading }) => memberView(person, reading, organisations)),
		}))
		.filter((office) => office.members.length > 0);
}

function memberView(
	person: typeof editionPerson.$inferSelect,
	reading: Text | null,
	organisations: ReadonlyMap<string, OrganisationView>,
): MemberView {
	const withNames = (positions: Position[]) =>
		positions.map(({ organisation: slug, ...position }) => {
			const found = slug === undefined ? undefined : organisations.get(slug);
			return { ...position, ...(found ? { organisation: found } : {}) };
		});
	const { code, names, honours, orcid, sample } = person;
	const positions = { en: withNames(person.positions.en), zh: withNames(person.positions.zh) };
	return { code, names, honours, positions, orcid, sample, reading };
}
