/** A file to be kept, as YAML. */
export function yamlFile({ name, text }: { name: string; text: string }): Response {
	return new Response(text, {
		headers: {
			'content-type': 'application/yaml; charset=utf-8',
			'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '')}"`,
			'cache-control': 'private, no-store',
		},
	});
}
