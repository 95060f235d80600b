/** The codes a Fault of this package carries. */
export type ImageFault = 'REFERENCE_INVALID' | 'SOURCE_SPEC_INVALID' | 'MANIFEST_INVALID' | 'PLATFORM_NOT_FOUND';
