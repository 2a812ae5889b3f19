import type { Reroute } from '@sveltejs/kit/hooks';
import { browser } from '$app/env';
import { splitLocale } from '#core/i18n/index.ts';
import { previewOf } from './preview.ts';

/**
 * Chinese stands at `/zh` + path: the routes know the path alone. A preview of the desk is the public page itself; a
 * browser finds no route for it and asks the server, which knows whether it may be shown.
 */
export const reroute: Reroute = ({ url }) => {
	const { path } = splitLocale(url.pathname);
	return (browser ? undefined : previewOf(path)?.path) ?? path;
};
