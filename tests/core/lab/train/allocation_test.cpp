// A training step allocates nothing: memory is planned when an experiment is made. Every place
// that could ask for memory during steps 2 to 20 (or into the second epoch) is counted, by
// replacing the operators that do. Native only: the same code runs elsewhere, and sanitizers keep
// these operators to themselves.
#if !defined(__EMSCRIPTEN__) && !defined(__SANITIZE_ADDRESS__)
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <string>

#include "lab/model/network.h"
#include "lab/query/engine.h"
#include "lab/train/trainer.h"
#include "tests/core/small_network.h"
#include "tests/core/tiny_data.h"

namespace {

std::size_t allocations = 0;  // operators cannot be members, so a global it must be

void* counted(std::size_t size) {
  ++allocations;
  void* block = std::malloc(size == 0 ? 1 : size);
  if (!block) std::abort();
  return block;
}
void* counted(std::size_t size, std::align_val_t alignment) {
  ++allocations;
  const auto unit = static_cast<std::size_t>(alignment);
  void* block = std::aligned_alloc(unit, (size + unit - 1) / unit * unit);
  if (!block) std::abort();
  return block;
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void* operator new(std::size_t size, std::align_val_t unit) { return counted(size, unit); }
void* operator new[](std::size_t size, std::align_val_t unit) { return counted(size, unit); }
void operator delete(void* block) noexcept { std::free(block); }
void operator delete[](void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
void operator delete[](void* block, std::size_t) noexcept { std::free(block); }
void operator delete(void* block, std::align_val_t) noexcept { std::free(block); }
void operator delete[](void* block, std::align_val_t) noexcept { std::free(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { std::free(block); }
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept { std::free(block); }

namespace dropout {
namespace {

class Allocation : public ::testing::TestWithParam<const char*> {};

TEST_P(Allocation, NoneFromTheSecondStepOn) {
  const Spec spec = testing::spec_of(GetParam());
  const DataOptions options = {45, spec.number(Key::noise), 1, spec.integer(Key::context)};
  const Dataset data = testing::tiny_data(spec.data(), 45, 12, options);
  ASSERT_GT(data.train.size(), 0);
  Network network(whole_engine().recipes, spec, shape_of(spec, data));
  Trainer trainer(spec, data, network);
  trainer.step(spec);
  const std::size_t before = allocations;
  LossSum sum;
  const int last = std::max(20, trainer.steps_per_epoch() + 2);
  while (trainer.steps_done() < last) sum = trainer.step(spec);
  EXPECT_EQ(allocations - before, 0u);
  EXPECT_GT(trainer.epoch(), 1);  // a new order of the examples was drawn, too
  EXPECT_EQ(sum.loss, sum.loss);
}

TEST(AllocationCount, SeesAnAllocation) {
  const std::size_t before = allocations;
  const Matrix matrix(3, 3);
  EXPECT_EQ(matrix.size(), 9u);
  EXPECT_GT(allocations, before);
}

// Every model with every kind of dropout it takes, every optimizer, norm and activation, and the
// settings that add work to a step.
INSTANTIATE_TEST_SUITE_P(
    Models, Allocation,
    ::testing::Values(
        "model=mlp&p=0.3&pin=0.1&batch=10", "model=mlp&drop=classic&p=0.3&batch=1",
        "model=mlp&drop=gaussian&p=0.3&batch=10&act=tanh",
        "model=mlp&drop=alpha&p=0.1&batch=10&act=selu", "model=mlp&drop=concrete&p=0.1&batch=10",
        "model=mlp&drop=dropconnect&p=0.8&batch=10&opt=sgd",
        "model=mlp&drop=path&p=0.3&depth=4&batch=10&opt=nesterov",
        "model=mlp&data=sine&p=0.1&batch=7&opt=momentum&maxnorm=3&sched=cosine",
        "model=mlp&data=cars&p=0.1&batch=7&norm=batch&psched=ramp",
        "model=mlp&data=csv&p=0.1&batch=7&norm=layer&smooth=0.1&clip=1&act=gelu",
        "model=text&width=8&emb=6&p=0.5&pin=0.1&batch=7",
        "model=text&width=8&emb=6&drop=word&p=0.3&batch=7&opt=adamw&decay=0.01",
        "model=text&width=8&emb=6&drop=dropconnect&p=0.3&batch=7",
        "model=cnn&width=8&p=0.5&pconv=0.1&batch=8", "model=cnn&width=8&drop=spatial&p=0.2&batch=8",
        "model=cnn&width=8&drop=dropblock&p=0.2&batch=8&norm=batch",
        "model=cnn&width=8&drop=concrete&p=0.2&batch=8",
        "model=lstm&width=6&emb=5&p=0.3&pin=0.1&batch=8",
        "model=lstm&width=6&emb=5&drop=variational&p=0.3&batch=8",
        "model=lstm&width=6&emb=5&drop=recurrent&p=0.3&batch=8",
        "model=lstm&width=6&emb=5&data=moby&context=9&drop=word&p=0.3&batch=8",
        "model=lstm&width=6&emb=5&data=wordnet&p=0.3&batch=8",
        "model=transformer&width=8&heads=2&p=0.1&patt=0.1&pres=0.1&batch=8",
        "model=transformer&width=8&heads=2&drop=path&p=0.2&order=post&batch=8",
        "model=transformer&width=8&heads=2&data=recall&context=5&drop=word&p=0.1&batch=8",
        "model=transformer&width=8&heads=2&data=wordnet&drop=concrete&p=0.1&batch=8"));

}  // namespace
}  // namespace dropout
#endif
