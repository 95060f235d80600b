import { Args, Query, ResolveReference, Resolver } from '@nestjs/graphql';
import { findBenchmark, findCheckView, listBenchmarks, type BenchmarkView, type CheckView } from './benchmark.ts';

@Resolver('Benchmark')
export class BenchmarkResolver {
  @Query('benchmarks')
  benchmarks(): readonly BenchmarkView[] {
    return listBenchmarks();
  }

  @Query('benchmark')
  benchmark(@Args('id') id: string): BenchmarkView | null {
    return findBenchmark(id) ?? null;
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }): BenchmarkView | null {
    return findBenchmark(id) ?? null;
  }
}

@Resolver('Check')
export class CheckResolver {
  @ResolveReference()
  resolveReference({ id }: { id: string }): CheckView | null {
    return findCheckView(id) ?? null;
  }
}
