export { type Content, type KeptContent } from './blob-contents.js';
export { blobsByIds, type BlobReach, type BlobRow } from './blob.queries.js';
export { BlobType, blobTyped } from './blob.types.js';
export { Blobs, type NewBlob } from './blobs.js';
export { BlobsModule } from './blobs.module.js';
export { FolderContents } from './folder-contents.js';
