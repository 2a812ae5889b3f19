import type { Locale } from '#core/i18n/index.ts';
import type { DesignFindings } from '#modules/calls/server/index.ts';
import { nameOfPart } from './design-view.ts';
import type { OpenDesign } from './open-design.ts';

/** What every page of the designer shows around its own part. */
export interface DesignFrame {
	/** Path of the call's pages, without language. */
	base: string;
	name: string;
	isNew: boolean;
	mayEdit: boolean;
	/** How many things must be mended before it can be published. */
	open: number;
}

/** The frame of a design. Pure. */
export function frameOf(
	{ base, design, present, mayEdit }: OpenDesign,
	findings: DesignFindings,
	locale: Locale,
): DesignFrame {
	return {
		base,
		name: nameOfPart(design.definition, 'call', locale),
		isNew: present === undefined,
		mayEdit,
		open: findings.problems.length + findings.frozen.length,
	};
}
