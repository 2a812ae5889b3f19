import { exportDesign } from '#modules/calls/server/index.ts';
import { openDesign } from '../../../open-design.ts';
import { yamlFile } from '../../../yaml-file.ts';
import type { RequestHandler } from './$types';

/** The design as it stands, as the file of a bundle. */
export const GET: RequestHandler = async (event) => {
	const { design } = await openDesign(event);
	return yamlFile(await exportDesign(event.locals.ctx, event.locals.actor, { design: design.id }));
};
