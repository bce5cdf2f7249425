export * from './reviewer';
export * from './terms';
export * from './yes';
export * from './exception';
