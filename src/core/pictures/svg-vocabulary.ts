/** The elements of a drawing that stay. Whatever is not here is refused or left out (see `svg.ts`). */
export const drawingElements = new Set(
	(
		'svg g defs symbol use path rect circle ellipse line polyline polygon text tspan style switch ' +
		'linearGradient radialGradient stop pattern clipPath mask marker filter ' +
		'feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR ' +
		'feGaussianBlur feMerge feMergeNode feMorphology feOffset feTile'
	).split(' '),
);

/** Elements that would leave a hole in the drawing, or move it: a picture with one is refused by its name. */
export const refusedElements = new Set(
	(
		'image foreignObject feImage a textPath animate animateMotion animateTransform animateColor set mpath ' +
		'video audio canvas iframe view cursor font'
	).split(' '),
);

/** Attributes that stay, on any element. */
export const drawingAttributes = new Set(
	(
		'id class style viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points pathLength ' +
		'dx dy rotate textLength lengthAdjust transform transform-origin href offset version ' +
		'fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit ' +
		'stroke-dasharray stroke-dashoffset opacity color display visibility overflow clip clip-path clip-rule mask ' +
		'mask-type filter paint-order vector-effect shape-rendering text-rendering image-rendering color-rendering ' +
		'color-interpolation color-interpolation-filters stop-color stop-opacity flood-color flood-opacity isolation ' +
		'mix-blend-mode enable-background font font-family font-size font-size-adjust font-stretch font-style ' +
		'font-variant font-weight letter-spacing word-spacing text-anchor text-decoration writing-mode direction ' +
		'unicode-bidi dominant-baseline alignment-baseline baseline-shift kerning marker marker-start marker-mid ' +
		'marker-end markerWidth markerHeight markerUnits refX refY orient gradientUnits gradientTransform spreadMethod ' +
		'patternUnits patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits filterUnits ' +
		'primitiveUnits in in2 result mode type values operator k1 k2 k3 k4 stdDeviation radius tableValues slope ' +
		'intercept amplitude exponent edgeMode xml:space'
	).split(' '),
);
