/**
 * Headers that every answer carries. The content security policy of pages is Kit's (by hashes); this one is for
 * everything that is no page.
 * @param https whether the public address is https (only then HSTS is promised)
 */
export function securityHeaders(https: boolean): Record<string, string> {
	return {
		'x-content-type-options': 'nosniff',
		'referrer-policy': 'strict-origin-when-cross-origin',
		'cross-origin-opener-policy': 'same-origin',
		'cross-origin-resource-policy': 'same-origin',
		'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
		'x-frame-options': 'DENY',
		...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
	};
}
